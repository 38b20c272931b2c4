package lb.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import lb.health.BodyPattern;
import lb.health.HealthCheck;
import lb.health.StatusSet;
import lb.http.Headers;

/** Reads {@code pool.NAME.health.*}. */
final class HealthParser {
    private static final String HEADER = "health.header.";
    private static final int MOST_IN_A_ROW = 1000;

    private final Section section;

    HealthParser(Section section) {
        this.section = section;
    }

    /** The check; empty when it is off. Its options are read all the same. */
    Optional<HealthCheck> parse() {
        boolean on = section.value("health", Units::onOff);
        HealthCheck check = new HealthCheck(
                section.optional("health.path", HealthParser::path),
                status(),
                section.optional("health.body", BodyPattern::parse),
                section.value("health.interval", Units::period),
                section.value("health.timeout", Units::period),
                section.value("health.rise", Units.integer(1, MOST_IN_A_ROW)),
                section.value("health.fall", Units.integer(1, MOST_IN_A_ROW)),
                section.value("health.method", HealthParser::method),
                section.optional("health.host", HealthParser::host),
                port(),
                headers());
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

    private static String path(String text) {
        return judge(Optional.of(Units.target(text)), "GET", Optional.empty(), Headers.EMPTY)
                .path().orElseThrow();
    }

    private static String method(String text) {
        return judge(Optional.empty(), text, Optional.empty(), Headers.EMPTY).method();
    }

    private static String host(String text) {
        return judge(Optional.empty(), "GET", Optional.of(text), Headers.EMPTY)
                .host().orElseThrow();
    }

    /** A check like no other, for the record itself to say what it does not like at one value. */
    private static HealthCheck judge(Optional<String> path, String method, Optional<String> host,
            Headers headers) {
        Duration any = Duration.ofSeconds(1);
        return new HealthCheck(path, StatusSet.parse(List.of("200")), Optional.empty(), any, any,
                1, 1, method, host, OptionalInt.empty(), headers);
    }

    private Headers headers() {
        Headers.Builder headers = Headers.builder();
        for (Entry entry : section.entries()) {
            if (entry.option().startsWith(HEADER)) {
                String name = entry.option().substring(HEADER.length());
                section.attempt(entry, entry.value(), value -> {
                    judge(Optional.empty(), "GET", Optional.empty(), Headers.of(name, value));
                    headers.add(name, value);
                });
            }
        }
        return headers.build();
    }
}
