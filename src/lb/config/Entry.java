package lb.config;

/**
 * An entry of the file that has been understood as far as its key goes.
 *
 * @param line the line it begins on
 * @param key as written: {@code pool.api.health.path}
 * @param option what the key says within its section: {@code health.path}
 * @param pattern the key in the table of keys: {@code pool.NAME.health.path}; empty when unknown
 * @param raw the value as written
 * @param value the value with its environment variables filled in
 * @param readable whether that could be done; if not, the problem is known already
 */
record Entry(int line, String key, String option, String pattern, String raw, String value,
        boolean readable) {}
