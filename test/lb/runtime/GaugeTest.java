package lb.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import lb.observe.Events;
import lb.testing.Lines;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GaugeTest {
    @ParameterizedTest(name = "{0} of 200: tight {1}, said {2}")
    @CsvSource(textBlock = """
            179,                 false,                               0
            180,                 true,                                1
            180 181 200 160,     true true true true,                 1
            180 160 159,         true true false,                     2
            180 159 160 179,     true false false false,              2
            180 159 180,         true false true,                     3
            0,                   false,                               0
            """)
    void saysWhenItGetsTightAndWhenThatIsOver(String used, String tight, int said) {
        Lines lines = new Lines();
        Gauge gauge = new Gauge("files", "all is lost", 90, 80, new Events(lines.stream()));
        List<String> got = List.of(used.split(" ")).stream()
                .map(n -> String.valueOf(gauge.isTight(Long.parseLong(n), 200))).toList();
        assertEquals(tight, String.join(" ", got));
        assertEquals(said, lines.all().size(), lines.toString());
    }
}
