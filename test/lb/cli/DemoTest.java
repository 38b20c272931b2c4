package lb.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import lb.testing.Free;
import lb.testing.LbProcess;
import lb.testing.Message;
import lb.testing.Scenario;
import org.junit.jupiter.api.Test;

final class DemoTest extends Scenario {

    @Test
    void startsASampleServerWhereNobodyListens() {
        String own = backend("own").address();
        int free = Free.port();
        LbProcess lb = demo("""
                pool.mango.servers = localhost:%d
                pool.mine.servers  = %s
                pool.safe.servers  = https://localhost:%d
                route.mango.path   = /mango
                route.mango.pool   = mango
                route.mine.path    = /mine
                route.mine.pool    = mine
                """.formatted(free, own, free));
        Message mango = lb.get("/mango?MyCustomParam=Te%20st&x").header("MyCustomHeader", "\"h\"")
                .host("www.mango.com").send();
        assertEquals("""
                {
                  "message": "This is the mango application.",
                  "server": "http://localhost:%d/",
                  "custom_header": "\\"h\\"",
                  "host_header": "www.mango.com",
                  "custom_params": "Te st",
                  "query_strings": "MyCustomParam=Te%%20st&x"
                }
                """.formatted(free).replace("\\\"", "\\u0022"), mango.text());
        assertEquals("application/json", mango.header("Content-Type"));
        assertEquals("own", lb.get("/mine").send().server());
        lb.out().await("    mango: localhost:" + free + "$");
        lb.out().await("    none for https://localhost:" + free + ": samples speak plain HTTP$");
        assertEquals(0, lb.out().count("    mine"));
        assertEquals(0, lb.stop());
    }

    @Test
    void sampleServerAnswersAsTheCourseApplicationDoes() {
        LbProcess lb = demo("pool.p.servers = 127.0.0.1:" + Free.port());
        assertEquals("OK", lb.get("/healthcheck").send().text());
        assertEquals("This is V1", lb.get("/v1").send().text());
        assertEquals("This is V2", lb.get("/v2").send().text());
        assertTrue(lb.get("/any/thing").send().text().contains("This is the p application."));
        assertTrue(lb.get("/").send().text().contains("\"custom_header\": null,"));
    }

    @Test
    void showsThreeRequestsWorthTrying() {
        LbProcess lb = demo("""
                pool.p.servers         = 127.0.0.1:%d
                route.shop.host        = shop.example, ~x
                route.shop.pool        = p
                route.api.path         = /api
                route.api.pool         = p
                firewall.admin.path    = /api/admin
                firewall.admin.action  = deny 404
                """.formatted(Free.port()));
        String url = "http://127.0.0.1:" + lb.port();
        lb.out().await("Ctrl-C");
        List<String> lines = lb.out().all();
        int first = lines.indexOf("Try:") + 1;
        assertEquals(List.of(
                "    curl -i -H 'Host: shop.example' '" + url + "/'  # route shop",
                "    curl -i '" + url + "/api'  # route api",
                "    curl -i '" + url + "/api/admin'  # 404 by rule admin"),
                lines.subList(first, first + 3));
    }

    private LbProcess demo(String text) {
        return closeLater(LbProcess.run(text, List.of("demo", "lb.properties")));
    }
}
