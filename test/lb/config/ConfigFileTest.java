package lb.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import lb.balance.Algorithm;
import lb.balance.HashKey;
import lb.config.Config.PoolConfig;
import lb.firewall.Action;
import lb.firewall.Rule;
import lb.health.HealthCheck;
import lb.http.Cidr;
import lb.http.Headers;
import lb.observe.LogFormat;
import lb.pool.ServerSpec;
import lb.proxy.ErrorPage;
import lb.proxy.ForwardedStyle;
import lb.proxy.Limits;
import lb.proxy.RetryPolicy;
import lb.route.Route;
import lb.route.RouteAction;
import lb.testing.Authority;
import lb.testing.Credentials;
import lb.tls.Authorities;
import lb.tls.KeySource;
import lb.tls.ServerTls;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFileTest {
    private static final String POOL = "pool.web.servers = localhost:8081\n";

    @TempDir
    private Path folder;

    private static List<String> servers(Config config, String pool) {
        return config.pools().get(pool).servers().stream().map(ServerSpec::name).toList();
    }

    @Test
    void sendsEverythingToTheOnlyPoolWhenThereIsNoRoute() {
        Config config = Parsing.parse(POOL);
        assertEquals(List.of(), config.warnings());
        assertEquals(1, config.routes().size());
        Route route = config.routes().get(0);
        assertEquals("default", route.name());
        assertEquals(0, route.line());
        assertEquals(new RouteAction.ToPool(Map.of("web", 1)), route.action());
    }

    @Test
    void hasTheContractsDefaultsForLbItself() {
        Config config = Parsing.parse(POOL);
        assertEquals(List.of(new InetSocketAddress(8080)), config.listen());
        assertEquals(List.of(), config.listenTls());
        assertEquals(10_000, config.maxConnections());
        assertEquals(new Limits(-1, 8192, 32_768, 100), config.limits());
        assertEquals(Duration.ofSeconds(30), config.requestTimeout());
        assertEquals(Duration.ofSeconds(60), config.bodyTimeout());
        assertEquals(Duration.ofSeconds(60), config.keepAliveTimeout());
        assertEquals(Duration.ofSeconds(30), config.drainTimeout());
        assertEquals(List.of(), config.trustedProxies());
        assertEquals(false, config.encodedSlash());
        assertEquals(new Config.Admin(Optional.of(new InetSocketAddress("127.0.0.1", 9090)),
                false, Set.of(), Optional.empty()), config.admin());
        assertEquals(new Config.Log("stdout", LogFormat.COMBINED), config.log());
        assertEquals(ForwardedStyle.X_FORWARDED, config.forwarded());
        assertEquals(Optional.of("lb"), config.via());
        assertEquals(Optional.of("X-Request-Id"), config.requestId());
        assertEquals(Map.of(), config.errorPages());
        assertEquals(List.of(), config.tests());
        assertEquals(true, config.reload());
    }

    @Test
    void hasTheContractsDefaultsForAPool() {
        PoolConfig pool = Parsing.parse("\n" + POOL).pools().get("web");
        assertEquals("web", pool.name());
        assertEquals(2, pool.line());
        assertEquals(Algorithm.ROUND_ROBIN, pool.algorithm());
        assertEquals(new HashKey.Ip(), pool.hashKey());
        assertEquals(OptionalDouble.of(1.25), pool.hashBound());
        assertEquals(Optional.empty(), pool.sticky());
        assertEquals(Duration.ZERO, pool.slowStart());
        assertEquals(0, pool.queue());
        assertEquals(Duration.ofSeconds(5), pool.queueTimeout());
        assertEquals(ServerTls.SYSTEM, pool.tls());
        assertEquals(Duration.ofSeconds(2), pool.connectTimeout());
        assertEquals(Duration.ofSeconds(30), pool.responseTimeout());
        assertEquals(Duration.ofSeconds(60), pool.idleTimeout());
        assertEquals(new Config.Outlier(5, Duration.ofSeconds(10), Duration.ofSeconds(10), 0.5),
                pool.outlier());
        assertEquals(new RetryPolicy(2, true, true, false, Set.of(502, 503, 504), 65_536, 0.2),
                pool.retry());
        HealthCheck check = pool.health().orElseThrow();
        assertEquals(Optional.empty(), check.path());
        assertTrue(check.status().contains(200) && check.status().contains(399));
        assertTrue(!check.status().contains(199) && !check.status().contains(400));
        assertEquals(Optional.empty(), check.body());
        assertEquals(Duration.ofSeconds(2), check.interval());
        assertEquals(Duration.ofSeconds(1), check.timeout());
        assertEquals(2, check.rise());
        assertEquals(3, check.fall());
        assertEquals("GET", check.method());
        assertEquals(Optional.empty(), check.host());
        assertEquals(OptionalInt.empty(), check.port());
        assertEquals(Headers.EMPTY, check.headers());
    }

    @Test
    void readsEveryKeyOfLbItself() throws IOException {
        Path page = Files.writeString(folder.resolve("sorry.html"), "Sorry");
        Authority authority = Authority.root("Root");
        Path pem = folder.resolve("shop.pem");
        Credentials shop = authority.issue("EC", "shop.example").write(folder, "shop");
        Files.writeString(pem, shop.keyPem(), StandardOpenOption.APPEND); // All in one file.
        authority.issue("EC", "more.example")
                .writeKeystore(folder.resolve("more.p12"), "from-the-environment");
        Config config = Parsing.parse(POOL + """
                listen                 = 80, 127.0.0.1:8081, [::1]:0, localhost:0
                listen.tls             = 8443
                tls.shop.certificate   = FOLDER/shop.pem
                tls.shop.key           = FOLDER/shop.pem
                tls.more.keystore      = FOLDER/more.p12
                tls.more.password      = ${TOKEN}
                tls.client-ca          = FOLDER/shop.pem
                limit.connections      = 5
                limit.body             = 10m
                limit.uri              = 1k
                limit.headers          = 2k
                limit.header-count     = 7
                timeout.request        = 1s
                timeout.body           = 2s
                timeout.keep-alive     = 3s
                timeout.drain          = 0s
                trusted-proxies        = 10.0.0.0/8, ::1
                path.encoded-slash     = allow
                admin                  = 0.0.0.0:9999
                admin.token            = ${TOKEN}
                admin.ready            = web
                log.access             = FOLDER/access.log
                log.format             = json
                forwarded              = both
                via                    = edge-1
                request-id             = X-Id
                error.503              = FOLDER/sorry.html
                test.one               = GET http://a.example/ -> pool web
                test.two               = GET http://a.example/%00?a=b -> 400
                test.three             = PUT https://a.example:8443/ -> pool web path /
                reload                 = off
                """.replace("FOLDER", folder.toString().replace("\\", "\\\\")));
        assertEquals(List.of(new InetSocketAddress(80), new InetSocketAddress("127.0.0.1", 8081),
                new InetSocketAddress("::1", 0),
                InetSocketAddress.createUnresolved("localhost", 0)),
                config.listen());
        assertEquals(List.of(new InetSocketAddress(8443)), config.listenTls());
        assertEquals(List.of(new KeySource.PemFiles(pem, pem),
                new KeySource.Keystore(folder.resolve("more.p12"), "from-the-environment")),
                config.certificates().stream().map(Config.Certificate::source).toList());
        assertEquals(List.of("shop", "more"),
                config.certificates().stream().map(Config.Certificate::name).toList());
        assertEquals(new Authorities(pem, shop.chain()),
                config.clientAuthorities().orElseThrow());
        assertEquals(5, config.maxConnections());
        assertEquals(new Limits(10 << 20, 1024, 2048, 7), config.limits());
        assertEquals(List.of(1L, 2L, 3L, 0L), List.of(config.requestTimeout().toSeconds(),
                config.bodyTimeout().toSeconds(), config.keepAliveTimeout().toSeconds(),
                config.drainTimeout().toSeconds()));
        assertEquals(List.of("10.0.0.0/8", "::1"),
                config.trustedProxies().stream().map(Cidr::toString).toList());
        assertEquals(true, config.encodedSlash());
        assertEquals(new Config.Admin(Optional.of(new InetSocketAddress("0.0.0.0", 9999)),
                true, Set.of("web"), Optional.of("from-the-environment")), config.admin());
        assertEquals(new Config.Log(folder.resolve("access.log").toString(), LogFormat.JSON),
                config.log());
        assertEquals(ForwardedStyle.BOTH, config.forwarded());
        assertEquals(Optional.of("edge-1"), config.via());
        assertEquals(Optional.of("X-Id"), config.requestId());
        assertEquals(Map.of(503, ErrorPage.read(page)), config.errorPages());
        assertEquals(List.of("one", "two", "three"),
                config.tests().stream().map(Config.Test::name).toList());
        assertEquals(false, config.reload());
        assertEquals(List.of(), config.warnings());
    }

    @Test
    void readsEveryKeyOfAPool() throws IOException {
        Path ca = Files.writeString(folder.resolve("ca.pem"), Credentials.pem(List.of(
                Authority.root("Root").certificate())));
        PoolConfig pool = Parsing.parse("""
                pool.web.servers = a:1 weight=3 max=9, https://b:2 backup, \\
                                   [::1]:3 drain, dns:web.internal:80, srv:_http._tcp.web
                pool.web.refresh = 1m
                pool.web.algorithm = hash
                pool.web.hash-key = cookie.user
                pool.web.hash-bound = off
                pool.web.sticky = lb
                pool.web.sticky.max-age = 1h
                pool.web.sticky.same-site = strict
                pool.web.sticky.secret = s3cret
                pool.web.slow-start = 30s
                pool.web.queue = 100
                pool.web.queue.timeout = 1s
                pool.web.http2 = off
                pool.web.tls.ca = FOLDER/ca.pem
                pool.web.tls.verify = off
                pool.web.tls.server-name = web.internal
                pool.web.timeout.connect = 3s
                pool.web.timeout.response = 4s
                pool.web.timeout.idle = 5s
                pool.web.health.path = /up
                pool.web.health.status = 200, 204-206
                pool.web.health.body = ~"up"
                pool.web.health.interval = 6s
                pool.web.health.timeout = 5s
                pool.web.health.rise = 4
                pool.web.health.fall = 5
                pool.web.health.method = HEAD
                pool.web.health.host = shop.example.com:80
                pool.web.health.port = 8086
                pool.web.health.header.X-Probe = lb, too
                pool.web.outlier.failures = 0
                pool.web.outlier.window = 1m
                pool.web.outlier.eject = 2m
                pool.web.outlier.max = 12.5%
                pool.web.retry.attempts = 0
                pool.web.retry.on = timeout, 500
                pool.web.retry.body = 0
                pool.web.retry.budget = 100%
                """.replace("FOLDER", folder.toString().replace("\\", "\\\\"))).pools().get("web");
        assertEquals(List.of(new ServerSpec(Optional.empty(), "a", 1, 3, 9, false, false),
                new ServerSpec(Optional.of(pool.tls()), "b", 2, 1, 0, true, false),
                new ServerSpec(Optional.empty(), "::1", 3, 1, 0, false, true)), pool.servers());
        assertEquals(Algorithm.HASH, pool.algorithm());
        assertEquals(HashKey.parse("cookie.user"), pool.hashKey());
        assertEquals(OptionalDouble.empty(), pool.hashBound());
        assertEquals(Optional.of(new Config.Sticky("lb", Optional.of(Duration.ofHours(1)),
                Optional.of("strict"), Optional.of("s3cret"))), pool.sticky());
        assertEquals(Duration.ofSeconds(30), pool.slowStart());
        assertEquals(100, pool.queue());
        assertEquals(Duration.ofSeconds(1), pool.queueTimeout());
        assertEquals(new ServerTls(Optional.of(Authorities.read(ca)), false,
                Optional.of("web.internal")),
                pool.tls());
        assertEquals(List.of(3L, 4L, 5L), List.of(pool.connectTimeout().toSeconds(),
                pool.responseTimeout().toSeconds(), pool.idleTimeout().toSeconds()));
        assertEquals(new Config.Outlier(0, Duration.ofMinutes(1), Duration.ofMinutes(2), 0.125),
                pool.outlier());
        assertEquals(new RetryPolicy(0, false, false, true, Set.of(500), 0, 1), pool.retry());
        assertCheck(pool.health().orElseThrow());
    }

    private static void assertCheck(HealthCheck check) {
        assertEquals(Optional.of("/up"), check.path());
        assertTrue(check.status().contains(205) && !check.status().contains(201));
        assertTrue(check.body().orElseThrow().found("\"up\"") && !check.body().get().found("up"));
        assertEquals(List.of(6L, 5L),
                List.of(check.interval().toSeconds(), check.timeout().toSeconds()));
        assertEquals(List.of(4, 5), List.of(check.rise(), check.fall()));
        assertEquals("HEAD", check.method());
        assertEquals(Optional.of("shop.example.com:80"), check.host());
        assertEquals(OptionalInt.of(8086), check.port());
        assertEquals(Headers.of("X-Probe", "lb, too"), check.headers());
    }

    @Test
    void readsSwitchesThatAreOff() {
        Config config = Parsing.parse(POOL + """
                admin = off
                via = off
                request-id = off
                forwarded = off
                log.access = off
                pool.web.health = off
                limit.body = off
                """);
        assertEquals(Optional.empty(), config.admin().address());
        assertEquals(Optional.empty(), config.via());
        assertEquals(Optional.empty(), config.requestId());
        assertEquals(ForwardedStyle.OFF, config.forwarded());
        assertEquals("off", config.log().target());
        assertEquals(Optional.empty(), config.pools().get("web").health());
        assertEquals(-1, config.limits().body());
    }

    @Test
    void keepsRulesAndRoutesInTheOrderOfTheirFirstLines() {
        Config config = Parsing.parse(POOL + """
                firewall.b.action = deny 404
                firewall.a.path = /a
                route.second.pool = web
                route.first.path = /x
                firewall.a.action = allow
                firewall.b.path = /b
                firewall.a.mode = observe
                route.first.respond = 200 Hello
                route.first.priority = -3
                """);
        assertEquals(List.of("b", "a"), config.firewall().stream().map(Rule::name).toList());
        assertEquals(List.of(2, 3), config.firewall().stream().map(Rule::line).toList());
        assertEquals(List.of(false, true),
                config.firewall().stream().map(Rule::observe).toList());
        assertEquals(new Action.Deny(404), config.firewall().get(0).action());
        assertEquals(new Action.Allow(), config.firewall().get(1).action());
        assertEquals(List.of("second", "first"),
                config.routes().stream().map(Route::name).toList());
        assertEquals(List.of(4, 5), config.routes().stream().map(Route::line).toList());
        assertEquals(-3, config.routes().get(1).priority());
        assertTrue(config.routes().get(1).action() instanceof RouteAction.Respond);
    }

    @Test
    void keepsPoolsInTheOrderOfTheirFirstLines() {
        Config config = Parsing.parse("""
                pool.z.servers = localhost:1
                pool.a.servers = localhost:2
                pool.m.servers = localhost:3
                route.r.pool = z 1, a 1, m 0
                """);
        assertEquals(List.of("z", "a", "m"), List.copyOf(config.pools().keySet()));
    }

    @Test
    void letsANameOverrideTheDefaultForAllWhateverTheOrder() {
        Config config = Parsing.parse("""
                pool.a.health.path = /own
                pool.a.servers = localhost:1
                pool.*.health.path = /all
                pool.*.timeout.connect = 7s
                pool.b.servers = localhost:2
                route.*.host = shop.example.com
                route.*.pool = a
                route.b.path = /b
                route.b.pool = b
                route.c.path = /c
                route.d.path = /d
                route.d.respond = 204
                """);
        assertEquals(Optional.of("/own"), config.pools().get("a").health().orElseThrow().path());
        assertEquals(Optional.of("/all"), config.pools().get("b").health().orElseThrow().path());
        assertEquals(Duration.ofSeconds(7), config.pools().get("a").connectTimeout());
        assertEquals(Set.of("a", "b"), config.pools().keySet());
        assertEquals(List.of("b", "c", "d"), config.routes().stream().map(Route::name).toList());
        assertEquals(new RouteAction.ToPool(Map.of("b", 1)), config.routes().get(0).action());
        assertEquals(new RouteAction.ToPool(Map.of("a", 1)), config.routes().get(1).action());
        assertTrue(config.routes().get(2).action() instanceof RouteAction.Respond);
    }

    @Test
    void letsAHeaderOfAnyCaseOverrideTheDefaultForAll() {
        Headers headers = Parsing.parse(POOL + """
                pool.*.health.header.X-Probe = all
                pool.web.health.header.x-probe = web
                """).pools().get("web").health().orElseThrow().headers();
        assertEquals(Headers.of("x-probe", "web"), headers);
    }

    @Test
    void fillsInTheEnvironmentAlsoWithinLists() {
        Config config = Parsing.parse("""
                pool.web.servers = localhost:8081, ${SERVER}, ${MORE:localhost:8083}, ${NONE:}
                pool.web.health.path = ${PATH_OF_HEALTH:}
                trusted-proxies = ${NOTHING}
                listen = ${NOTHING}
                """);
        assertEquals(List.of("localhost:8081", "localhost:8082", "localhost:8083"),
                servers(config, "web"));
        assertEquals(Optional.empty(), config.pools().get("web").health().orElseThrow().path());
        assertEquals(List.of(), config.trustedProxies());
        assertEquals(List.of(new InetSocketAddress(8080)), config.listen());
    }

    @Test
    void givesEqualConfigurationsForEqualTexts() {
        String text = POOL + """
                firewall.a.path = /a, ~b
                firewall.a.ip = 10.0.0.0/8
                firewall.a.action = deny
                pool.web.health.path = /up
                pool.web.health.body = ~up
                trusted-proxies = 10.0.0.0/8
                """;
        assertEquals(Parsing.parse(text).pools(), Parsing.parse(text).pools());
        assertEquals(Parsing.parse(text).trustedProxies(), Parsing.parse(text).trustedProxies());
    }

    @Test
    void readsAFileWithAByteOrderMark() throws Exception {
        Path file = Files.writeString(folder.resolve("lb.properties"), "\uFEFF" + POOL);
        assertEquals(Set.of("web"), ConfigFile.load(file, Map.of()).pools().keySet());
    }

    @Test
    void resolvesPathsAgainstTheFoldersFile() throws Exception {
        Path file = Files.writeString(folder.resolve("lb.properties"), POOL + "log.access = a.log");
        assertEquals(folder.resolve("a.log").toString(),
                ConfigFile.load(file, Map.of()).log().target());
    }

    private List<String> problemsOf(Path file) {
        return Parsing.show(assertThrows(InvalidConfig.class,
                () -> ConfigFile.load(file, Map.of())).problems());
    }

    @Test
    void refusesWhatIsNotUtf8AtItsLineAndReadsOn() throws IOException {
        byte[] text = (POOL + "# Grüße\nvia = ü\n\nlisten = x\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        Path file = Files.write(folder.resolve("latin.properties"), text);
        List<String> problems = problemsOf(file);
        assertEquals("2: this is not UTF-8; save the file as UTF-8", problems.get(0));
        assertEquals("3: this is not UTF-8; save the file as UTF-8", problems.get(1));
        assertTrue(problems.get(problems.size() - 1).startsWith("5: "), problems::toString);
    }

    @Test
    void refusesFilesThatCannotBeRead() throws IOException {
        assertEquals(List.of("0: there is no such file; name one: lb lb.properties"),
                problemsOf(folder.resolve("none")));
        assertEquals(List.of("0: this is a folder; name a file in it"), problemsOf(folder));
        byte[] bytes = {'P', 'K', '\n', 0, (byte) 0xFF};
        Path program = Files.write(folder.resolve("program"), bytes);
        assertEquals(List.of("0: this is not a text file; name another file"),
                problemsOf(program));
        Path large = folder.resolve("large");
        try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
            file.setLength(20 << 20);
        }
        assertTrue(problemsOf(large).get(0).startsWith("0: this is larger than 16 MB"));
    }
}
