package lb.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import lb.http.Request;
import lb.match.Conditions;
import lb.match.Specificity;
import lb.rewrite.Rewrite;
import lb.testing.Requests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouterTest {
    /** Two routes by their conditions, and a request that both match. */
    @ParameterizedTest(name = "{0} goes before {1} for {2}")
    @CsvSource(delimiter = '|', textBlock = """
            # goes first                     | goes second                   | request
              host=a.b.example               | host=*.b.example              | a.b.example/
              host=*.b.example               | host=*.example                | a.b.example/
              host=*.example                 | host=~b                       | a.b.example/
              host=~b                        | method=GET                    | a.b.example/
              host=~b                        | path=/x/y                     | a.b.example/x/y
              host=a.example                 | path==/x                      | a.example/x
              host=a.example path=/          | host=*.example path==/x       | a.example/x
              path==/x                       | path=/x                       | a/x
              path==/x                       | path=/*                       | a/x
              path=/x/y                      | path=/x                       | a/x/y/z
              path=/x                        | path=/                        | a/x
              path=/                         | path=~x                       | a/x
              path=~x                        | method=GET                    | a/x
              path=~^/x$                     | header.A=*                    | a/x
              method=GET header.A=*          | method=GET                    | a/
              method=GET                     | -                             | a/
              host=a method=GET              | host=a                        | a/
              path=/x method=GET             | path=/x                       | a/x
              path=/x                        | path=/ method=GET header.A=*  | a/x
              ip=192.0.2.0/24                | -                             | a/
            """)
    void triesTheMoreSpecificRouteFirst(String first, String second, String request) {
        Route specific = route("specific", first);
        Route general = route("general", second);
        Request asked = request(request);
        assertEquals("specific", name(new Router(List.of(specific, general)), asked));
        assertEquals("specific", name(new Router(List.of(general, specific)), asked));
        assertEquals("general", name(new Router(List.of(general)), asked)); // Both do match.
    }

    @ParameterizedTest(name = "{0} and {1} stay in file order")
    @CsvSource(delimiter = '|', textBlock = """
            # one                  | another                | request
              -                    | -                      | a/
              host=a               | host=a                 | a/
              path=/x              | path=/x                | a/x
              host=~a              | host=~a.b              | acb/
              path=~x              | path=~^/x$             | a/x
              method=GET           | header.A=*             | a/
              host=a path=/x       | host=a path=/x         | a/x
              host=a               | host=a, b              | a/
            """)
    void keepsFileOrderAmongEquals(String one, String another, String request) {
        Request asked = request(request);
        assertEquals("one", name(
                new Router(List.of(route("one", one), route("another", another))), asked));
        assertEquals("another", name(
                new Router(List.of(route("another", another), route("one", one))), asked));
    }

    @Test
    void putsPriorityBeforeEverything() {
        Route exact = route("exact", 0, "host=a path==/x method=GET");
        Route high = route("high", 1, "-");
        Route low = route("low", -1, "host=a path==/x method=GET header.A=*");
        Router router = new Router(List.of(low, exact, high));
        assertEquals("high", name(router, request("a/x")));
        assertEquals(List.of(high, exact, low), router.routes());
        Route extreme = route("extreme", Integer.MIN_VALUE, "host=a path==/x");
        assertEquals(List.of(high, extreme), new Router(List.of(extreme, high)).routes());
    }

    @ParameterizedTest(name = "{0} goes to {1}")
    @CsvSource(delimiter = '|', nullValues = "404", textBlock = """
            # request                       | route
              www.mango.example/            | mango
              WWW.Mango.Example:8080/any    | mango
              www.mango.example./           | mango
              www.mango.example/apple       | mango
              www.mango.example/v1          | mango-v1
              www.apple.example/mango       | apple
              other.example/mango           | mango-path
              other.example/mango/x         | mango-path
              other.example/mangoes         | 404
              other.example/                | 404
              api.shop.example/             | shop
              x.y.shop.example/x            | shop
              shop.example/                 | 404
              static.shop.example/x.png     | shop-images
              static.shop.example/a/x.png   | shop
            """)
    void routesTheCoursesWorldAndMore(String request, String route) {
        Router router = new Router(List.of(
                route("mango-path", "path=/mango"),
                route("shop", "host=*.shop.example"),
                route("shop-images", "host=*.shop.example path=/*.png"),
                route("mango", "host=www.mango.example"),
                route("mango-v1", "host=www.mango.example path==/v1"),
                route("apple", "host=www.apple.example, apple.example")));
        assertEquals(Optional.ofNullable(route), router.route(request(request)).map(Route::name));
    }

    @ParameterizedTest(name = "{0} goes to {1}")
    @CsvSource(delimiter = '|', textBlock = """
            # request            | route
              a.example/           | listed
              b.example/           | wild
              c.example/           | listed
              x/                   | all
              x/deep/down/here     | paths
              x/up/here            | all
              x/deep/up/here       | deeper
            """)
    void ordersEachAlternativeByItself(String request, String route) {
        Router router = new Router(List.of(
                route("all", "path=/"),
                route("wild", "host=*.example"),
                route("listed", "host=a.example, c.example, *.other"),
                route("paths", "path=/deep/down, /elsewhere"),
                route("deeper", "path=/deep")));
        assertEquals(route, name(router, request(request)));
    }

    @Test
    void triesARouteWithAlternativesWhereItsFirstOneStands() {
        Route both = route("both", "host=a, ~b");
        Route wild = route("wild", "host=*.a");
        Route none = route("none", "-");
        assertEquals(List.of(both, wild, none),
                new Router(List.of(none, wild, both)).routes());
    }

    @Test
    void findsNothingWithoutRoutes() {
        Router router = new Router(List.of());
        assertEquals(Optional.empty(), router.route(request("a/")));
        assertEquals(List.of(), router.routes());
    }

    @Test
    void answersWithTheSameOptionalEachTime() {
        Router router = new Router(List.of(route("one", "host=a")));
        assertSame(router.route(request("a/x")), router.route(request("a/y")));
    }

    /** The index by host must find what asking one after the other would find. */
    @Test
    void findsWhatAPlainScanWouldFind() {
        Random random = new Random(5);
        for (int round = 0; round < 300; round++) {
            List<Route> routes = randomRoutes(random);
            Router router = new Router(routes);
            List<Route> scanned = new ArrayList<>(routes); // One alternative each: see below.
            scanned.sort((a, b) -> a.priority() != b.priority()
                    ? Integer.compare(b.priority(), a.priority()) : order(a).compareTo(order(b)));
            for (String host : List.of("a.x", "b.x", "c.y", "d")) {
                Request request = request(host + List.of("/", "/p", "/p/q").get(round % 3));
                Optional<Route> expected = scanned.stream()
                        .filter(route -> route.conditions().match(request)).findFirst();
                assertEquals(expected, router.route(request));
            }
            assertEquals(scanned, router.routes());
        }
    }

    private static Specificity order(Route route) {
        return route.conditions().specificity();
    }

    private static List<Route> randomRoutes(Random random) {
        List<String> hosts = List.of("", "host=a.x ", "host=b.x ", "host=c.y ", "host=*.x ",
                "host=*.y ", "host=~[ab] ", "host=!a.x ");
        List<String> paths = List.of("method=GET", "path=/", "path==/p", "path=/p", "path=~q",
                "path=/p/*", "header.A=*");
        List<Route> routes = new ArrayList<>();
        for (int i = random.nextInt(12); i >= 0; i--) {
            routes.add(route("r" + i, random.nextInt(3) - 1,
                    hosts.get(random.nextInt(hosts.size()))
                            + paths.get(random.nextInt(paths.size()))));
        }
        return routes;
    }

    /** A thousand sites: only the one that is asked for may be tried. */
    @Test
    void looksHostsUpInsteadOfTryingThemAll() {
        List<Route> routes = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            routes.add(route("r" + i, "host=h" + i + ".example"));
        }
        Collections.shuffle(routes, new Random(1));
        Router router = new Router(routes);
        for (int i = 0; i < 1_000; i++) {
            assertEquals("r" + i, name(router, request("h" + i + ".example/")));
        }
        assertEquals(1, router.candidates("h7.example"));
        assertEquals(0, router.candidates("elsewhere.example"));
    }

    private static String name(Router router, Request request) {
        return router.route(request).map(Route::name).orElse("none");
    }

    private static Request request(String hostAndPath) {
        int slash = hostAndPath.indexOf('/');
        return Requests.get(hostAndPath.substring(slash),
                "Host: " + hostAndPath.substring(0, slash), "A: 1");
    }

    private static Route route(String name, String conditions) {
        return route(name, 0, conditions);
    }

    /** A route from {@code host=a, b path=/x}; {@code -}: no conditions. */
    private static Route route(String name, int priority, String conditions) {
        Conditions.Builder builder = Conditions.builder();
        for (String condition : conditions.split(" (?=[a-z]+(\\.[A-Za-z]+)?=)")) {
            if (!condition.isBlank() && !condition.equals("-")) {
                String[] parts = condition.strip().split("=", 2);
                for (String value : parts[1].split(",")) {
                    builder.add(parts[0], value.strip());
                }
            }
        }
        return new Route(name, 1, priority, builder.build(), RouteAction.ToPool.parse("web"),
                Rewrite.NONE);
    }
}
