package lb.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lb.pool.Server;
import lb.proxy.Question;
import lb.testing.Backend;
import lb.testing.Eventually;
import lb.testing.Lb;
import lb.testing.Message;
import lb.testing.RawClient;
import lb.testing.Scenario;
import org.junit.jupiter.api.Test;

/**
 * What is explained is what happens: for files and requests made up at random, the status, the
 * place a redirect leads to, the server and every byte of the head that it gets.
 */
final class ForetellsTest extends Scenario {
    private static final boolean LONG = Boolean.getBoolean("lb.long");
    private static final long SEED = Long.getLong("lb.seed", LONG ? System.nanoTime() : 1);
    private static final int FILES = LONG ? 400 : 25;
    private static final int REQUESTS = 20;

    private final List<Backend> servers = new ArrayList<>();
    private String stickiness = "";

    @Test
    void foretellsWhatHappens() {
        System.out.println("ForetellsTest: " + FILES + " files of -Dlb.seed=" + SEED);
        for (int i = 0; i < 4; i++) {
            servers.add(backend("s" + i));
        }
        int sent = 0;
        for (int i = 0; i < FILES; i++) {
            RandomFiles random = new RandomFiles(SEED + i);
            String file = random.file();
            try (Lb lb = Lb.start(file, variables())) {
                for (int k = 0; k < REQUESTS; k++) {
                    List<String> head = new ArrayList<>(random.head());
                    if (k % 3 == 0 && !stickiness.isEmpty()) {
                        head.add("Cookie: " + stickiness);
                    }
                    sent += compare(lb, head, file) ? 1 : 0;
                }
            }
        }
        assertTrue(sent > FILES * REQUESTS / 10, sent + " requests have reached a server");
    }

    /** Whether the request has reached a server. */
    private boolean compare(Lb lb, List<String> head, String file) {
        Eventually.await("nothing in flight",
                () -> lb.servers().stream().mapToInt(Server::inFlight).sum() == 0);
        Explanation told = lb.balancer().explain(question(lb, head));
        String context = file + "\n" + String.join("\n", head) + "\n\n" + ExplanationText.of(told);
        int before = servers.stream().mapToInt(Backend::count).sum();
        Message answer = send(lb, head);
        boolean reached = servers.stream().mapToInt(Backend::count).sum() > before;
        context += "\nANSWER: " + answer;
        int status = told.end().status() == 0 ? 200 : told.end().status();
        assertEquals(status, answer.status(), context);
        assertEquals(told.end().location(), Optional.ofNullable(answer.header("Location")),
                context);
        assertEquals(told.end().status() == 0, reached, context);
        if (reached) {
            compareServer(told, answer, context);
        }
        return reached;
    }

    private void compareServer(Explanation told, Message answer, String context) {
        Backend server = servers.get(answer.server().charAt(1) - '0');
        assertEquals(told.end().server().orElse(server.address()), server.address(), context);
        assertTrue(told.candidates().orElseThrow().eligible().stream()
                .anyMatch(one -> one.server().name().equals(server.address())), context);
        if (told.end().server().isPresent()) { // Else the head is that for another one.
            assertEquals(steady(told.sends().orElseThrow()),
                    steady(server.requests().getLast().head()), context);
        }
        String cookie = answer.header("Set-Cookie");
        stickiness = cookie == null ? stickiness : cookie.split(";")[0];
    }

    /** Without what is new in each request. */
    private static String steady(String head) {
        return head.replaceAll("(?mi)^(traceparent: 00-)[0-9a-f]{32}-[0-9a-f]{16}", "$1");
    }

    private static Question question(Lb lb, List<String> head) {
        String[] line = head.getFirst().split(" ");
        return Question.of(line[0], "http://x:" + lb.port() + line[1],
                head.subList(1, head.size()), InetAddress.getLoopbackAddress());
    }

    private static Message send(Lb lb, List<String> head) {
        try (RawClient client = lb.connect()) {
            String body = head.contains("Content-Length: 3") ? "abc"
                    : head.contains("Transfer-Encoding: chunked") ? "3\r\nabc\r\n0\r\n\r\n" : "";
            client.deadline(Duration.ofSeconds(40)); // There are slow machines.
            client.send(String.join("\r\n", head) + "\r\n\r\n" + body); // At one stroke.
            return client.readTo(head.getFirst().split(" ")[0]);
        }
    }
}
