package lb.config;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import lb.health.BodyPattern;
import lb.health.HealthCheck;
import lb.health.StatusSet;
import lb.http.Headers;

/** Reads {@code pool.NAME.health.*}. */
final class HealthParser {
    private static final String HEADER = "health.header.";
    private static final int MOST_IN_A_ROW = 1000;
    /** Fields that lb makes itself, or that would change what the message is. */
    private static final Set<String> RESERVED = Set.of("connection", "content-length", "expect",
            "host", "te", "trailer", "transfer-encoding", "upgrade");

    private final Section section;

    HealthParser(Section section) {
        this.section = section;
    }

    /** The check; empty when it is off. Its options are read all the same. */
    Optional<HealthCheck> parse() {
        boolean on = section.value("health", Units::onOff);
        HealthCheck check = new HealthCheck(
                section.optional("health.path", Units::target),
                status(),
                section.optional("health.body", BodyPattern::parse),
                section.value("health.interval", Units::period),
                section.value("health.timeout", Units::period),
                section.value("health.rise", Units.integer(1, MOST_IN_A_ROW)),
                section.value("health.fall", Units.integer(1, MOST_IN_A_ROW)),
                section.value("health.method", Units.token("a method")),
                section.optional("health.host", HealthParser::host),
                port(),
                headers());
        warn(on, check);
        return on ? Optional.of(check) : Optional.empty();
    }

    private StatusSet status() {
        // One by one first, so that each mistake is found.
        List<String> items = section.list("health.status", item -> {
            StatusSet.parse(List.of(item));
            return item;
        });
        return StatusSet.parse(items);
    }

    private OptionalInt port() {
        Optional<Integer> port = section.optional("health.port", Units.integer(1, 65_535));
        return port.isPresent() ? OptionalInt.of(port.get()) : OptionalInt.empty();
    }

    private static String host(String text) {
        if (!text.matches("[A-Za-z0-9._~-]+(?::[0-9]{1,5})?|\\[[0-9A-Fa-f:.]+\\](?::[0-9]{1,5})?")) {
            throw new IllegalArgumentException("\"" + text + "\" cannot be a Host;"
                    + " write shop.example.com or shop.example.com:8080");
        }
        return text;
    }

    private Headers headers() {
        Headers.Builder headers = Headers.builder();
        for (Entry entry : section.entries()) {
            if (entry.option().startsWith(HEADER)) {
                String name = entry.option().substring(HEADER.length());
                section.attempt(entry, entry.value(),
                        value -> headers.add(fieldName(name), Units.fieldValue(value)));
            }
        }
        return headers.build();
    }

    private static String fieldName(String text) {
        if (RESERVED.contains(text.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("lb makes the field \"" + text + "\" itself; "
                    + (text.equalsIgnoreCase("host") ? "write health.host" : "remove the line"));
        }
        return Units.token("the name of a header field").apply(text);
    }

    private void warn(boolean on, HealthCheck check) {
        if (!on) {
            section.warnIdle("health.path", "health is off");
        }
        if (check.path().isEmpty()) {
            section.warnIdle("health.status", "without health.path any answer counts as well");
        }
        Duration interval = check.interval();
        Optional<Entry> timeout = section.own("health.timeout").or(() -> section.own("health.interval"));
        if (check.timeout().compareTo(interval) > 0) {
            timeout.ifPresent(entry -> section.warn(entry, "the timeout of a check is longer than"
                    + " the interval between two; write a longer health.interval"));
        }
    }
}
