package lb.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import lb.testing.Lb;
import lb.testing.Scenario;
import org.junit.jupiter.api.Test;

/** The admin listener explains, too. */
final class AskTest extends Scenario {
    @Test
    void explainsOverTheAdminListener() throws Exception {
        backend("a");
        Lb lb = start("admin = 127.0.0.1:0\npool.web.servers = ${a}\n");
        HttpResponse<String> answer = ask(lb, """
                {"method": "GET", "url": "http://shop.example/x", "headers": {"Accept": "*/*"},
                "from": "10.0.0.9"}""");
        assertEquals(200, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains("X-Forwarded-For: 10.0.0.9"), answer.body());
        answer = ask(lb, "{\"url\": \"shop\"}");
        assertEquals(400, answer.statusCode());
        assertTrue(answer.body().contains("is not a URL"), answer.body());
    }

    private static HttpResponse<String> ask(Lb lb, String question) throws Exception {
        int port = lb.balancer().adminAddress().orElseThrow().getPort();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:" + port + "/api/explain"))
                    .version(HttpClient.Version.HTTP_1_1)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(question)).build(), BodyHandlers.ofString());
        }
    }
}
