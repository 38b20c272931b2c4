package lb.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import lb.http.IpLiteral;
import lb.observe.Events;
import lb.testing.Eventually;
import lb.testing.Lines;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NamesTest {
    private static final Duration LONG = Duration.ofHours(1);

    private final Lines log = new Lines();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile String answer = "";
    private Names names = names(LONG);

    @AfterEach
    void close() {
        names.close();
    }

    private Names names(Duration period) {
        return new Names(new Events(log.stream()), this::find, period);
    }

    private List<InetAddress> find(String host) throws UnknownHostException {
        asked.incrementAndGet();
        if (answer.isEmpty()) {
            throw new UnknownHostException(host);
        }
        return Arrays.stream(answer.split(" ")).map(text -> IpLiteral.parse(text).orElseThrow())
                .toList();
    }

    @Test
    void knowsAddressesWithoutAskingAnybody() {
        assertEquals("127.0.0.1", names.get("127.0.0.1").urlHost());
        assertEquals("[2001:db8::1]", names.get("2001:db8::1").urlHost());
        assertTrue(names.get("::1").known().isDone());
        assertEquals(0, asked.get());
    }

    @ParameterizedTest(name = "known as {0}, then {1}: it is {2}")
    @CsvSource(delimiter = '|', textBlock = """
            10.0.0.1          | 10.0.0.1          | 10.0.0.1
            10.0.0.1 10.0.0.2 | 10.0.0.2 10.0.0.1 | 10.0.0.1
            10.0.0.1 10.0.0.2 | 10.0.0.2 10.0.0.3 | 10.0.0.2
            10.0.0.1          | 2001:db8:0:0::1   | [2001:db8:0:0:0:0:0:1]
            10.0.0.1          | ''                | 10.0.0.1
            """)
    void keepsItsAddressAsLongAsItCan(String first, String then, String kept) {
        Name name = names.get("web.internal");
        answer = first;
        name.lookUp().join();
        answer = then;
        name.lookUp().exceptionally(failure -> null).join();
        assertEquals(kept, name.urlHost());
    }

    @Test
    void tellsOnceThatANameIsLostAndOnceThatItIsBack() {
        Name name = names.get("web.internal");
        for (String next : List.of("10.0.0.1", "", "", "10.0.0.1", "10.0.0.2")) {
            answer = next;
            name.lookUp().exceptionally(failure -> null).join();
        }
        assertEquals(List.of("cannot be resolved; it stays 10.0.0.1", "is found again: 10.0.0.1",
                "web.internal: 10.0.0.1 -> 10.0.0.2"), log.all().stream()
                .map(line -> line.replaceFirst(".*name (web.internal (?=[ci]))?", "")).toList());
    }

    @Test
    void isUnknownUntilALookUpSucceeds() {
        Name name = names.get("web.internal");
        var failure = assertThrows(ExecutionException.class, () -> name.known().get());
        assertEquals(UnknownHostException.class, failure.getCause().getClass());
        assertEquals("", name.urlHost());
        answer = "10.0.0.1";
        name.known().join(); // Asks again, for nothing is known yet.
        assertEquals("10.0.0.1", name.urlHost());
        name.known().join();
        assertEquals(2, asked.get(), "nobody asks for what is known");
    }

    @Test
    void looksUpAgainAndAgainWhatIsStillWanted() {
        names.close();
        names = names(Duration.ofMillis(5));
        answer = "10.0.0.1";
        Name kept = names.get("kept.internal");
        Name dropped = names.get("dropped.internal");
        Eventually.await("both are known",
                () -> !kept.urlHost().isEmpty() && !dropped.urlHost().isEmpty());
        names.retain(Set.of("kept.internal"));
        answer = "10.0.0.2";
        Eventually.await("one is followed", () -> kept.urlHost().equals("10.0.0.2"));
        assertFalse(names.get("dropped.internal") == dropped, "it is forgotten");
    }

    @Test
    void spendsOneThreadOnANameThatHangs() {
        CountDownLatch answered = new CountDownLatch(1);
        names.close();
        names = new Names(new Events(log.stream()), host -> {
            asked.incrementAndGet();
            await(answered);
            return List.of(InetAddress.getLoopbackAddress());
        }, LONG);
        Name name = names.get("web.internal");
        CompletableFuture<Void> first = name.known();
        CompletableFuture<Void> second = name.known();
        Eventually.await("it is asked", () -> asked.get() == 1);
        assertFalse(first.isDone() || second.isDone());
        answered.countDown();
        first.join();
        second.join();
        assertEquals(1, asked.get());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
