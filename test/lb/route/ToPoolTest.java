package lb.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import lb.http.Request;
import lb.testing.Requests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ToPoolTest {
    private static final List<Request> CLIENTS = IntStream.range(0, 20_000)
            .mapToObj(i -> client("10." + i / 65536 + "." + i / 256 % 256 + "." + i % 256))
            .toList();

    @ParameterizedTest(name = "\"{0}\" is {1}")
    @CsvSource(delimiter = '|', textBlock = """
            # written                    | weights
              web                        | {web=1}
              web 5                      | {web=5}
              stable 95, canary 5        | {stable=95, canary=5}
              stable 95 ,canary   0      | {stable=95, canary=0}
              c_1 1, b-2 2, a 1000000    | {c_1=1, b-2=2, a=1000000}
            """)
    void readsPoolsInOrder(String written, String weights) {
        assertEquals(weights, RouteAction.ToPool.parse(written).weights().toString());
    }

    @ParameterizedTest(name = "\"{0}\" is refused: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # written             | message
              ``                  | the name of a pool is missing; write web, or stable 95, canary 5
              a 1,                | the name of a pool is missing; write web, or stable 95, canary 5
              Web                 | "Web" cannot be a pool's name; write a-z, 0-9, _ and -
              a, b 1              | pool "a" needs one weight behind its name; write stable 95, \
            canary 5
              a 1 2, b 1          | pool "a" needs one weight behind its name; write stable 95, \
            canary 5
              a 95%, b 5%         | "95%" is no weight; write a whole number from 0 to 1000000, as \
            in stable 95, canary 5
              a -1, b 1           | "-1" is no weight; write a whole number from 0 to 1000000, as \
            in stable 95, canary 5
              a 1000001           | "1000001" is no weight; write a whole number from 0 to \
            1000000, as in stable 95, canary 5
              a 1, a 2            | pool "a" stands here twice; add its weights up
              a 0, b 0            | no pool has a weight above 0; give one of them a weight
              web 0               | no pool has a weight above 0; give one of them a weight
            """)
    void refusesWhatIsNoSplit(String written, String message) {
        assertEquals(message, assertThrows(IllegalArgumentException.class,
                () -> RouteAction.ToPool.parse(written)).getMessage());
    }

    @ParameterizedTest(name = "\"{0}\" gives {1} of clients to a")
    @CsvSource({"'a 5, b 95', 0.05", "'a 1, b 1', 0.5", "'b 0, a 1', 1", "'b 1, a 0', 0",
            "'c 1, a 1, b 1', 0.3333", "'a 1, b 999', 0.001", "a, 1"})
    void splitsClientsByWeight(String written, double share) {
        RouteAction.ToPool split = RouteAction.ToPool.parse(written);
        assertEquals(share, share(request -> split.choose(request).equals("a")), 0.01);
    }

    @ParameterizedTest(name = "from \"{0}\" to \"{1}\" moves {2} of clients")
    @CsvSource(delimiter = '|', textBlock = """
            # from                 | to                     | moved
              a 95, b 5            | a 95, b 5              | 0
              a 95, b 5            | b 5, a 95              | 0
              a 95, b 5            | a 19, b 1              | 0
              a 95, b 5            | a 90, b 10             | 0.05
              a 90, b 10           | a 95, b 5              | 0.05
              a 1, b 1             | a 1, b 1, c 2          | 0.5
              a 1, b 1, c 2        | c 2, b 1               | 0.25
              a 1, b 0             | a 1                    | 0
            """)
    void movesOnlyThoseClientsThatItMust(String from, String to, double moved) {
        RouteAction.ToPool before = RouteAction.ToPool.parse(from);
        RouteAction.ToPool after = RouteAction.ToPool.parse(to);
        assertEquals(moved,
                share(request -> !before.choose(request).equals(after.choose(request))),
                moved == 0 ? 0 : 0.01);
    }

    @Test
    void movesNobodyAwayFromThePoolThatGrows() {
        RouteAction.ToPool before = RouteAction.ToPool.parse("a 95, b 5");
        RouteAction.ToPool after = RouteAction.ToPool.parse("a 90, b 10");
        assertTrue(CLIENTS.stream().filter(client -> before.choose(client).equals("b"))
                .allMatch(client -> after.choose(client).equals("b")));
    }

    @Test
    void choosesTheSameOnEveryReplicaAndInEveryRelease() {
        // Written down once: who changes the hash moves every client of every split.
        RouteAction.ToPool split = RouteAction.ToPool.parse("a 1, b 1, c 1");
        StringBuilder chosen = new StringBuilder();
        CLIENTS.stream().limit(24).map(split::choose).forEach(chosen::append);
        assertEquals("accaaabbcacabcaaccccbacc", chosen.toString());
    }

    @ParameterizedTest(name = "{0} stays with its network")
    @ValueSource(strings = {"2001:db8:1:2::1", "2001:db8:1:2:ffff:1:2:3", "2001:db8:1:2::9"})
    void takesA64ForOneClient(String address) {
        for (int i = 0; i < 50; i++) {
            RouteAction.ToPool split = RouteAction.ToPool.parse("a" + i + " 1, b" + i + " 1");
            assertEquals(split.choose(client("2001:db8:1:2::")),
                    split.choose(client(address)));
        }
    }

    @Test
    void spreadsNeighbouringNetworks() {
        RouteAction.ToPool split = new RouteAction.ToPool(Map.of("a", 1, "b", 1));
        long ofA = IntStream.range(0, 10_000)
                .mapToObj(i -> client("2001:db8:0:" + Integer.toHexString(i) + "::1"))
                .filter(request -> split.choose(request).equals("a")).count();
        assertEquals(5000, ofA, 200);
    }

    private static Request client(String address) {
        return Requests.from(address, "/");
    }

    private static double share(Predicate<Request> which) {
        return (double) CLIENTS.stream().filter(which).count() / CLIENTS.size();
    }
}
