package lb.config;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A key that exists: {@code pool.api.health.path} is the option {@code health.path} of the section
 * {@code pool} named {@code api}.
 *
 * @param section {@code firewall}, {@code pool}, {@code route} or {@code tls}; empty for the rest
 * @param name the section's name, {@code *} for all of them; empty for the rest
 * @param option what the key says within its section
 * @param pattern the row of the table: {@code pool.NAME.health.path}
 */
record Key(String section, String name, String option, String pattern) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9_-]+");

    /** Whether a section or a test may be called so. */
    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** The option, the same for two spellings of one header field (RFC 9110 section 5.1). */
    String identity() {
        return pattern.contains("header.") ? option.toLowerCase(Locale.ROOT) : option;
    }
}
