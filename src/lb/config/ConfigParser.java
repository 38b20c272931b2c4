package lb.config;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lb.firewall.Rule;
import lb.http.Cidr;
import lb.http.Suggestion;
import lb.observe.LogFormat;
import lb.proxy.ErrorPage;
import lb.proxy.ForwardedStyle;
import lb.proxy.Limits;
import lb.route.Route;

/** Turns sections into a {@link Config}: what concerns lb itself here, the rest by its helpers. */
final class ConfigParser {
    private static final int MOST = 10_000_000;

    private final Path file;
    private final Sections sections;
    private final Problems problems;
    private final Section top;
    private final FilePaths files;

    ConfigParser(Path file, Sections sections, Problems problems) {
        this.file = file;
        this.sections = sections;
        this.problems = problems;
        this.top = sections.top();
        this.files = new FilePaths(file);
    }

    /** The configuration; worth something only if no error has been found. */
    Config parse() {
        CertificateParser certificateParser = new CertificateParser(sections, files);
        RouteParser routeParser = new RouteParser(sections, problems);
        PoolParser poolParser = new PoolParser(sections, files);
        List<InetSocketAddress> listen = listen();
        boolean encodedSlash = top.value("path.encoded-slash",
                Units.choice("way", "reject", "allow")).equals("allow");
        List<Rule> firewall = new RuleParser(sections).parse();
        List<Route> routes = routeParser.parse();
        Map<String, Config.PoolConfig> pools = poolParser.parse();
        return new Config(
                file,
                listen,
                listenTls(listen),
                certificateParser.parse(),
                certificateParser.clientAuthorities(),
                top.value("limit.connections", Units.integer(1, MOST)),
                limits(),
                period("timeout.request"),
                period("timeout.body"),
                period("timeout.keep-alive"),
                top.value("timeout.drain", Units::duration),
                trustedProxies(),
                encodedSlash,
                firewall,
                routes,
                pools,
                admin(),
                log(),
                top.value("forwarded", Units.choice("style",
                        ForwardedStyle.values(), ForwardedStyle::label)),
                top.value("via", unlessOff(Units.token("a name in Via"))),
                top.value("request-id", unlessOff(Units.token("the name of a header field"))),
                errorPages(),
                tests(),
                top.value("reload", Units::onOff),
                sections.written(),
                warnings(firewall, routes, pools, routeParser.poolsUsed(), encodedSlash));
    }

    /** What is to be said of a file. Of one with errors only what cannot follow from them. */
    private List<Problem> warnings(List<Rule> firewall, List<Route> routes,
            Map<String, Config.PoolConfig> pools, Set<String> used, boolean encodedSlash) {
        new RegexWarnings(sections).warn();
        if (!problems.hasErrors()) {
            new TopWarnings(sections).warn();
            new ConditionWarnings(sections).warn(firewall, routes);
            new BypassWarnings(sections, encodedSlash).warn(firewall);
            new PoolWarnings(sections).warn(pools, used);
        }
        return problems.sorted();
    }

    private Duration period(String option) {
        return top.value(option, Units::period);
    }

    /** A reader of what may also be {@code off}. */
    static <T> Section.Parser<Optional<T>> unlessOff(Section.Parser<T> parser) {
        return text -> text.equals("off") ? Optional.empty() : Optional.of(parser.apply(text));
    }

    private List<InetSocketAddress> listen() {
        List<InetSocketAddress> addresses = addresses("listen");
        boolean nowhere = addresses.isEmpty() && top.entry("listen.tls").isEmpty();
        top.entry("listen").filter(entry -> nowhere && entry.value().equals("off")).ifPresent(
                entry -> top.problem(entry, "lb would listen nowhere; write a port, as in 8080"));
        return addresses;
    }

    private List<InetSocketAddress> listenTls(List<InetSocketAddress> plain) {
        List<InetSocketAddress> addresses = addresses("listen.tls");
        if (!addresses.isEmpty() && sections.named("tls").isEmpty()) {
            top.entry("listen.tls").ifPresent(entry -> top.problem(entry, "there is no certificate"
                    + " for it; write tls.NAME.certificate and tls.NAME.key"));
        }
        addresses.stream().filter(plain::contains).filter(address -> address.getPort() != 0)
                .findFirst().ifPresent(both -> top.problem(top.entry("listen.tls").orElseThrow(),
                        "port " + both.getPort() + " is in listen already; write another one"));
        return addresses;
    }

    private List<InetSocketAddress> addresses(String option) {
        if (top.entry(option).filter(entry -> entry.value().equals("off")).isPresent()) {
            return List.of();
        }
        Set<InetSocketAddress> seen = new HashSet<>();
        return top.list(option, text -> {
            InetSocketAddress address = Address.parse(text);
            if (address.getPort() != 0 && !seen.add(address)) {
                throw new IllegalArgumentException("\"" + text + "\" is listed twice; keep one");
            }
            return address;
        });
    }

    private Limits limits() {
        return new Limits(
                top.value("limit.body", unlessOff(Units::size)).orElse(-1L),
                top.value("limit.uri", Units::smallSize),
                top.value("limit.headers", Units::smallSize),
                top.value("limit.header-count", Units.integer(1, MOST)));
    }

    private List<Cidr> trustedProxies() {
        return top.list("trusted-proxies", Cidr::parse);
    }

    private Config.Admin admin() {
        Optional<InetSocketAddress> address = top.value("admin", unlessOff(Address::parse));
        Optional<String> token = top.optional("admin.token", text -> text);
        boolean open = address.isPresent() && !Address.isLoopback(address.get());
        if (open && top.entry("admin.token").isEmpty()) {
            top.entry("admin").ifPresent(entry -> top.problem(entry, "others can reach this"
                    + " address, so it needs a token; write admin.token = ${ADMIN_TOKEN}"));
        }
        return new Config.Admin(address, top.entry("admin").isPresent(), ready(), token);
    }

    private Set<String> ready() {
        List<String> names = top.list("admin.ready",
                name -> name.equals("all") ? name : pool(name));
        return names.contains("all") ? Set.of() : Set.copyOf(names);
    }

    private String pool(String name) {
        return requirePool(name, sections);
    }

    /** Refuses a name that none of the pools has. */
    static String requirePool(String name, Sections sections) {
        if (!sections.contains("pool", name)) {
            List<String> pools = sections.names("pool").stream().sorted().toList();
            throw new IllegalArgumentException("there is no pool \"" + name + "\"; "
                    + (pools.isEmpty() ? "write pool." + name + ".servers = localhost:8081"
                            : "the pools are: " + String.join(", ", pools)));
        }
        return name;
    }

    private Config.Log log() {
        String target = top.value("log.access", text ->
                text.equals("stdout") || text.equals("off") ? text : files.writable(text));
        return new Config.Log(target, top.value("log.format",
                Units.choice("log format", LogFormat.values(), LogFormat::label)));
    }

    private Map<Integer, ErrorPage> errorPages() {
        Map<Integer, ErrorPage> pages = new LinkedHashMap<>();
        for (Entry entry : top.entries()) {
            if (entry.pattern().equals("error.STATUS")) {
                top.attempt(entry, entry.value(), text -> pages.put(
                        Units.integer(400, 599).apply(entry.option().substring("error.".length())),
                        ErrorPage.read(files.readable(text))));
            }
        }
        return Collections.unmodifiableMap(pages);
    }

    private List<Config.Test> tests() {
        List<Config.Test> tests = new ArrayList<>();
        for (Entry entry : top.entries()) {
            if (entry.pattern().equals("test.NAME")) {
                top.attempt(entry, entry.value(), text -> tests.add(test(entry, text)));
            }
        }
        return List.copyOf(tests);
    }

    private Config.Test test(Entry entry, String text) {
        String name = Key.requireName(entry.option().substring("test.".length()));
        SelfTest test = SelfTest.parse(text);
        if (test.end() instanceof SelfTest.End.Pool end) {
            pool(end.name());
        }
        test.route().ifPresent(route -> requireNamed("route", "route", route));
        test.rule().ifPresent(rule -> requireNamed("firewall", "rule", rule));
        return new Config.Test(name, entry.line(), text);
    }

    private void requireNamed(String kind, String what, String name) {
        if (!sections.contains(kind, name)) {
            throw new IllegalArgumentException("there is no " + what + " \"" + name + "\""
                    + Suggestion.among(name, what + "s", sections.names(kind)));
        }
    }
}
