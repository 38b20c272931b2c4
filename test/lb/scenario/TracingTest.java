package lb.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import lb.testing.Backend;
import lb.testing.Call;
import lb.testing.Lb;
import lb.testing.Message;
import lb.testing.Scenario;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests stay in their trace (W3C Trace Context). */
final class TracingTest extends Scenario {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00-" + TRACE + "-00f067aa0ba902b7-01";
    private static final String NEW = "00-[0-9a-f]{32}-[0-9a-f]{16}-01";

    private Backend a;

    private Lb lb(String more) {
        a = backend("a");
        return start("pool.web.servers = ${a}\nlog.format = json\n" + more);
    }

    private Message seen(Call call) {
        assertEquals(200, call.send().status());
        return a.requests().getLast();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {PARENT, "00-" + TRACE + "-00f067aa0ba902b7-00",
        "00-" + TRACE + "-00f067aa0ba902b7-ff", "01-" + TRACE + "-00f067aa0ba902b7-01",
        "cc-" + TRACE + "-00f067aa0ba902b7-01-what-will-be"})
    void whatTheClientSaysPassesUnchanged(String parent) {
        Lb lb = lb("");
        Message seen = seen(get("/").header("TraceParent", parent)
                .header("tracestate", "a=1,b=2").header("tracestate", "c=3"));
        assertEquals(List.of(parent), seen.headers().all("traceparent"));
        assertEquals(List.of("a=1,b=2", "c=3"), seen.headers().all("tracestate"));
        String line = lb.awaitAccessLog(1).getFirst();
        assertTrue(line.contains("\"trace\":\"" + TRACE + "\""), line);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            a version that cannot be  | ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
            no version                | 4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
            too much for version 00   | 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-x
            capitals                  | 00-4BF92F3577B34DA6A3CE929D0E0E4736-00F067AA0BA902B7-01
            no trace                  | 00-00000000000000000000000000000000-00f067aa0ba902b7-01
            no parent                 | 00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01
            too short                 | 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-
            no digit                  | 00-4bf92f3577b34da6a3ce929d0e0e473g-00f067aa0ba902b7-01
            another separator         | 00-4bf92f3577b34da6a3ce929d0e0e4736_00f067aa0ba902b7-01
            a later one without a bar | 01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01x
            nothing                   | ''
            """)
    void whatCannotBeReadIsReplaced(String what, String parent) {
        lb("");
        Message seen = seen(get("/").header("traceparent", parent).header("tracestate", "a=1"));
        assertEquals(1, seen.count("traceparent"));
        assertTrue(seen.header("traceparent").matches(NEW), seen::head);
        assertNotEquals(parent, seen.header("traceparent"));
        assertEquals(0, seen.count("tracestate"));
    }

    @Test
    void twoParentsAreNone() {
        lb("");
        Message seen = seen(get("/").header("traceparent", PARENT)
                .header("traceparent", PARENT.replace('4', '5')));
        assertEquals(1, seen.count("traceparent"));
        assertTrue(seen.header("traceparent").matches(NEW), seen::head);
    }

    @Test
    void aTraceBeginsHereWithTheIdOfTheRequest() {
        Lb lb = lb("");
        String id = get("/").send().header("X-Request-Id");
        Message first = a.requests().getLast();
        assertTrue(first.header("traceparent").matches("00-" + id + "-[0-9a-f]{16}-01"),
                first::head);
        assertTrue(lb.awaitAccessLog(1).getFirst().contains("\"trace\":\"" + id + "\""));
        Message own = seen(get("/").header("X-Request-Id", "mine").header("tracestate", "a=1"));
        assertTrue(own.header("traceparent").matches(NEW), own::head);
        assertEquals(0, own.count("tracestate"));
        assertNotEquals(first.header("traceparent"), own.header("traceparent"));
    }

    @Test
    void aRouteMayLeaveItToItsServers() {
        lb("""
                request-id = off
                route.web.pool = web
                route.own.path = /own
                route.own.pool = web
                route.own.rewrite.request.header.remove = traceparent
                """);
        assertEquals(0, seen(get("/own")).count("traceparent"));
        assertTrue(seen(get("/")).header("traceparent").matches(NEW));
    }
}
