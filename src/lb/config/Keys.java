package lb.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Every key that a file may hold, with its default. This table is the only place that says so: the
 * parser asks it for defaults, and a test compares it with what {@code lb.properties} documents.
 */
final class Keys {
    /** What a named section may be called for: {@code pool.NAME.servers}. */
    static final Set<String> SECTIONS = Set.of("firewall", "pool", "route", "tls");

    /** Longer keys are none. */
    static final int LONGEST = 1000;

    /** The keys and, after a bar, their defaults; "|" alone: there is none. */
    private static final String TABLE = """
            listen | 8080
            listen.tls |
            tls.client-ca |
            tls.NAME.certificate |
            tls.NAME.key |
            tls.NAME.keystore |
            tls.NAME.password |
            limit.connections | 10000
            limit.body | off
            limit.uri | 8k
            limit.headers | 32k
            limit.header-count | 100
            timeout.request | 30s
            timeout.body | 60s
            timeout.keep-alive | 60s
            timeout.drain | 30s
            trusted-proxies |
            path.encoded-slash | reject
            admin | 127.0.0.1:9090
            admin.ready | all
            admin.token |
            log.access | stdout
            log.format | combined
            forwarded | x-forwarded
            via | lb
            request-id | X-Request-Id
            error.STATUS |
            test.NAME |
            reload | on

            firewall.NAME.host |
            firewall.NAME.path |
            firewall.NAME.method |
            firewall.NAME.header.NAME |
            firewall.NAME.param.NAME |
            firewall.NAME.cookie.NAME |
            firewall.NAME.ip |
            firewall.NAME.ignore-case | off
            firewall.NAME.action |
            firewall.NAME.mode | enforce

            route.NAME.host |
            route.NAME.path |
            route.NAME.method |
            route.NAME.header.NAME |
            route.NAME.param.NAME |
            route.NAME.cookie.NAME |
            route.NAME.ip |
            route.NAME.ignore-case | off
            route.NAME.priority | 0
            route.NAME.pool |
            route.NAME.redirect |
            route.NAME.respond |
            route.NAME.rewrite.request.header.add.NAME |
            route.NAME.rewrite.request.header.set.NAME |
            route.NAME.rewrite.request.header.remove |
            route.NAME.rewrite.response.header.add.NAME |
            route.NAME.rewrite.response.header.set.NAME |
            route.NAME.rewrite.response.header.remove |
            route.NAME.rewrite.param.add.NAME |
            route.NAME.rewrite.param.set.NAME |
            route.NAME.rewrite.param.remove |
            route.NAME.rewrite.cookie.set.NAME |
            route.NAME.rewrite.cookie.remove |
            route.NAME.rewrite.path.strip |
            route.NAME.rewrite.path.prepend |
            route.NAME.rewrite.path.replace |
            route.NAME.rewrite.host | keep

            pool.NAME.servers |
            pool.NAME.refresh | 10s
            pool.NAME.algorithm | round-robin
            pool.NAME.hash-key | ip
            pool.NAME.hash-bound | 125%
            pool.NAME.sticky | off
            pool.NAME.sticky.max-age |
            pool.NAME.sticky.same-site |
            pool.NAME.sticky.secret |
            pool.NAME.slow-start | 0s
            pool.NAME.queue | 0
            pool.NAME.queue.timeout | 5s
            pool.NAME.http2 | off
            pool.NAME.tls.ca |
            pool.NAME.tls.verify | on
            pool.NAME.tls.server-name |
            pool.NAME.timeout.connect | 2s
            pool.NAME.timeout.response | 30s
            pool.NAME.timeout.idle | 60s
            pool.NAME.health | on
            pool.NAME.health.path |
            pool.NAME.health.status | 200-399
            pool.NAME.health.body |
            pool.NAME.health.interval | 2s
            pool.NAME.health.timeout | 1s
            pool.NAME.health.rise | 2
            pool.NAME.health.fall | 3
            pool.NAME.health.method | GET
            pool.NAME.health.host |
            pool.NAME.health.port |
            pool.NAME.health.header.NAME |
            pool.NAME.outlier.failures | 5
            pool.NAME.outlier.window | 10s
            pool.NAME.outlier.eject | 10s
            pool.NAME.outlier.max | 50%
            pool.NAME.retry.attempts | 2
            pool.NAME.retry.on | connect, reset, 502, 503, 504
            pool.NAME.retry.body | 64k
            pool.NAME.retry.budget | 20%
            """;

    /** From pattern to default, in the table's order; an empty text where there is none. */
    private static final Map<String, String> DEFAULTS = new LinkedHashMap<>();

    static {
        TABLE.lines().filter(line -> !line.isBlank()).forEach(line -> {
            int bar = line.indexOf('|');
            DEFAULTS.put(line.substring(0, bar).strip(), line.substring(bar + 1).strip());
        });
    }

    private Keys() {}

    /** Every pattern with its default, in the order of the table; an empty text: none. */
    static Map<String, String> defaults() {
        return Collections.unmodifiableMap(DEFAULTS);
    }

    /** The default of a pattern as the file would have it; empty when there is none. */
    static Optional<String> defaultOf(String pattern) {
        String text = DEFAULTS.get(pattern);
        if (text == null) {
            throw new IllegalStateException("the table of keys lacks " + pattern);
        }
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    /** What a key means; empty when there is no such key. */
    static Optional<Key> find(String key) {
        if (key.length() > LONGEST) {
            return Optional.empty();
        }
        Optional<Key> global = pattern(key).map(pattern -> new Key("", "", key, pattern));
        String[] parts = key.split("\\.", 3);
        if (global.isPresent() || parts.length < 3 || !SECTIONS.contains(parts[0])) {
            return global;
        }
        String general = parts[0] + ".NAME." + parts[2];
        return pattern(general).map(pattern -> new Key(parts[0], parts[1], parts[2], pattern));
    }

    /** The pattern of a key whose section's name has been replaced by NAME. */
    private static Optional<String> pattern(String key) {
        if (DEFAULTS.containsKey(key)) {
            return Optional.of(key);
        }
        for (int dot = key.indexOf('.'); dot >= 0; dot = key.indexOf('.', dot + 1)) {
            String family = key.substring(0, dot + 1);
            for (String placeholder : List.of("NAME", "STATUS")) {
                // A header's name may itself hold dots, so all of the rest belongs to it.
                if (DEFAULTS.containsKey(family + placeholder) && dot + 1 < key.length()) {
                    return Optional.of(family + placeholder);
                }
            }
        }
        return Optional.empty();
    }

    /** What {@code key} may have been meant for: every pattern, the key's own names put into it. */
    static List<String> like(String key) {
        String[] parts = key.split("\\.", -1);
        return DEFAULTS.keySet().stream()
                .map(pattern -> String.join(".", fill(pattern.split("\\."), parts))).toList();
    }

    private static String[] fill(String[] pattern, String[] parts) {
        int last = pattern.length - 1;
        if (last > 1 && parts.length > 1 && pattern[1].equals("NAME")) {
            pattern[1] = parts[1];
        }
        if (last < parts.length && pattern[last].matches("NAME|STATUS")) {
            pattern[last] = String.join(".", List.of(parts).subList(last, parts.length));
        }
        return pattern;
    }
}
