package lb.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NotYetTest {
    private static final String POOL = "pool.web.servers = localhost:8081\n";

    @ParameterizedTest(name = "refuses {0}")
    @CsvSource(delimiter = '|', textBlock = """
            pool.web.http2 = on                | HTTP/2
            """)
    void refusesWholeKeys(String line, String feature) {
        assertEquals(List.of("2: " + feature + " is not supported yet; remove this line"),
                Parsing.problems(POOL + line));
    }

    @ParameterizedTest(name = "accepts {0}, which holds already")
    @ValueSource(strings = {"reload = on", "reload = off", "admin = 127.0.0.1:9090", "admin = off",
        "pool.web.retry.attempts = 2", "pool.web.retry.on = connect,reset, 502,503,504",
        "pool.*.http2 = off", "pool.web.servers = dns:8081", "admin.ready = all"})
    void acceptsDefaultsAndOff(String line) {
        Parsing.parse((line.startsWith("pool.web.servers") ? "" : POOL) + line);
    }

    @Test
    void knowsOnlyKeysOfTheTable() {
        for (String pattern : NotYet.TODAY.patterns()) {
            Keys.defaultOf(pattern); // Throws when there is no such key.
        }
    }
}
