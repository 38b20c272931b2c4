package lb.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The helpers of the other tests, with lb in the middle. */
final class LbTest extends Scenario {

    @Test
    void countsWhoAnswered() {
        backend("a");
        backend("b").answers(500);
        deadBackend("dead");
        start("""
                pool.web.servers  = ${a}, ${b}
                pool.web.outlier.failures = 0
                pool.gone.servers = ${dead}
                route.gone.path   = /gone
                route.gone.pool   = gone
                route.web.pool    = web
                """);
        Answers answers = get("/x").times(10);
        assertEquals("a: 5, b: 5", answers.byServer());
        assertEquals("200: 5, 500: 5", answers.byStatus());
        assertEquals("502: 1", get("/gone").times(1).byServer());
        assertEquals("a: 10, b: 10", get("/").times(5, 4).byServer());
    }

    @Test
    void showsWhatLbLoggedAndSaid() {
        Backend a = backend("a");
        Lb lb = start("pool.web.servers = ${a}");
        assertEquals("a", post("/form", "x=1").host("shop.example").send().text());
        assertEquals("x=1", a.request().text());
        assertEquals("shop.example", a.request().header("Host"));
        String line = lb.awaitAccessLog(1).getFirst();
        assertTrue(line.contains("\"POST /form HTTP/1.1\" 200 1 "), line);
        lb.events().await("listening on http://127.0.0.1:" + lb.port());
    }

    @Test
    void saysWhatIsWrongWithTheTextOfATest() {
        AssertionError error = assertThrows(AssertionError.class, () -> start("listn = 1"));
        assertTrue(error.getMessage().contains("listn = 1"), error.getMessage());
    }
}
