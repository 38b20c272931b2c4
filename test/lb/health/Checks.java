package lb.health;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import lb.http.Headers;

/** Health checks with everything as usual but for what a test is about. */
record Checks(HealthCheck check) {
    /** Any answer passes; quick enough for tests. */
    static Checks any() {
        return new Checks(new HealthCheck(Optional.empty(), StatusSet.parse(List.of("200-399")),
                Optional.empty(), Duration.ofMillis(20), Duration.ofSeconds(10), 2, 3, "GET",
                Optional.empty(), OptionalInt.empty(), Headers.EMPTY));
    }

    Checks path(String path) {
        return with(Optional.of(path), check.status(), check.body(), check.timeout());
    }

    Checks status(String... status) {
        return with(check.path(), StatusSet.parse(List.of(status)), check.body(), check.timeout());
    }

    Checks body(String body) {
        return with(check.path(), check.status(), Optional.of(BodyPattern.parse(body)),
                check.timeout());
    }

    Checks timeout(int millis) {
        return with(check.path(), check.status(), check.body(), Duration.ofMillis(millis));
    }

    private Checks with(Optional<String> path, StatusSet status, Optional<BodyPattern> body,
            Duration timeout) {
        return new Checks(new HealthCheck(path, status, body, check.interval(), timeout,
                check.rise(), check.fall(), check.method(), check.host(), check.port(),
                check.headers()));
    }

    Checks every(Duration interval) {
        return new Checks(new HealthCheck(check.path(), check.status(), check.body(), interval,
                check.timeout(), check.rise(), check.fall(), check.method(), check.host(),
                check.port(), check.headers()));
    }

    Checks request(String method, String host, OptionalInt port, Headers headers) {
        return new Checks(new HealthCheck(check.path(), check.status(), check.body(),
                check.interval(), check.timeout(), check.rise(), check.fall(), method,
                Optional.of(host).filter(name -> !name.isEmpty()), port, headers));
    }
}
