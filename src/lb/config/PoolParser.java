package lb.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import lb.balance.Algorithm;
import lb.balance.HashKey;
import lb.config.Config.PoolConfig;
import lb.http.Suggestion;
import lb.pool.Discovery;
import lb.pool.ServerSpec;
import lb.proxy.RetryPolicy;
import lb.tls.Authorities;
import lb.tls.ServerTls;

/** Reads {@code pool.NAME.*}. */
final class PoolParser {
    private static final int MOST = 1_000_000;
    private static final List<String> RETRY_REASONS = List.of("connect", "reset", "timeout");

    private final Sections sections;
    private final FilePaths files;

    PoolParser(Sections sections, FilePaths files) {
        this.sections = sections;
        this.files = files;
    }

    /** The pools in file order. */
    Map<String, PoolConfig> parse() {
        pool(sections.forAll("pool"), 0);
        Map<String, PoolConfig> pools = new LinkedHashMap<>();
        for (Section section : sections.named("pool")) {
            PoolConfig pool = pool(section, section.first().line());
            pools.put(section.name(), pool);
            requireServers(section);
        }
        return Collections.unmodifiableMap(pools); // Which keeps the order.
    }

    private PoolConfig pool(Section section, int line) {
        List<Discovery> discoveries = new ArrayList<>();
        ServerTls tls = serverTls(section);
        section.value("http2", PoolParser::noHttp2);
        return new PoolConfig(
                section.name(),
                line,
                servers(section, discoveries).stream().map(spec -> spec.with(tls)).toList(),
                List.copyOf(discoveries),
                period(section, "refresh"),
                section.value("algorithm", Algorithm::parse),
                section.value("hash-key", HashKey::parse),
                hashBound(section),
                sticky(section),
                section.value("slow-start", Units::duration),
                section.value("queue", Units.integer(0, MOST)),
                section.value("queue.timeout", Units::period),
                tls,
                period(section, "timeout.connect"),
                period(section, "timeout.response"),
                period(section, "timeout.idle"),
                new HealthParser(section).parse(),
                outlier(section),
                retry(section));
    }

    private static Duration period(Section section, String option) {
        return section.value(option, Units::period);
    }

    /**
     * The servers with addresses of their own.
     *
     * @param discoveries takes the names behind which others are found later
     */
    private static List<ServerSpec> servers(Section section, List<Discovery> discoveries) {
        Set<String> names = new HashSet<>();
        return section.list("servers", text -> server(text, names, discoveries))
                .stream().flatMap(Optional::stream).toList();
    }

    private static Optional<ServerSpec> server(String text, Set<String> names,
            List<Discovery> discoveries) {
        if (Discovery.isMeant(text)) {
            Discovery discovery = Discovery.parse(text);
            if (!names.add(discovery.toString())) {
                throw new IllegalArgumentException("\"" + discovery + "\" is listed twice; write it"
                        + " once");
            }
            discoveries.add(discovery);
            return Optional.empty();
        }
        ServerSpec server = ServerSpec.parse(text);
        if (!names.add(server.name())) {
            throw new IllegalArgumentException("the server \"" + server.name()
                    + "\" is listed twice; write it once, with weight=2 if it is to get more");
        }
        return Optional.of(server);
    }

    private static void requireServers(Section section) {
        Optional<Entry> entry = section.entry("servers");
        if (entry.isEmpty() || entry.get().readable() && entry.get().value().isEmpty()) {
            section.problem(section.first(), "the pool \"" + section.name()
                    + "\" has no servers; write " + section.key("servers") + " = localhost:8081");
        }
    }

    private static OptionalDouble hashBound(Section section) {
        Optional<Double> bound = section.value("hash-bound",
                ConfigParser.unlessOff(Units.percent(100, 1000)));
        return bound.isPresent() ? OptionalDouble.of(bound.get()) : OptionalDouble.empty();
    }

    private static Optional<Config.Sticky> sticky(Section section) {
        Optional<String> cookie = section.value("sticky",
                ConfigParser.unlessOff(Units.token("the name of a cookie")));
        Optional<Duration> maxAge = section.optional("sticky.max-age", Units::period);
        Optional<String> sameSite = section.optional("sticky.same-site", text ->
                Units.choice("value of SameSite", "strict", "lax", "none")
                        .apply(text.toLowerCase(Locale.ROOT)));
        Optional<String> secret = section.optional("sticky.secret", text -> text);
        return cookie.map(name -> new Config.Sticky(name, maxAge, sameSite, secret));
    }

    /** Why not, say the decisions of {@code lb.proxy}. */
    private static boolean noHttp2(String text) {
        if (Units.onOff(text)) {
            throw new IllegalArgumentException("HTTP/2 to servers cannot be had, for the JDK's"
                    + " client would put a server's address in the place of a request's Host;"
                    + " remove this line, and HTTP/1.1 is spoken");
        }
        return false;
    }

    private ServerTls serverTls(Section section) {
        return new ServerTls(
                section.optional("tls.ca", text -> Authorities.read(files.readable(text))),
                section.value("tls.verify", Units::onOff),
                section.optional("tls.server-name", ServerTls::name));
    }

    private static Config.Outlier outlier(Section section) {
        return new Config.Outlier(
                section.value("outlier.failures", Units.integer(0, MOST)),
                period(section, "outlier.window"),
                period(section, "outlier.eject"),
                section.value("outlier.max", Units.percent(0, 100)));
    }

    private static RetryPolicy retry(Section section) {
        List<String> reasons = section.list("retry.on", PoolParser::retryReason);
        Set<Integer> statuses = new TreeSet<>();
        reasons.stream().filter(reason -> !RETRY_REASONS.contains(reason))
                .forEach(status -> statuses.add(Integer.valueOf(status)));
        return new RetryPolicy(
                section.value("retry.attempts", Units.integer(0, 100)),
                reasons.contains("connect"),
                reasons.contains("reset"),
                reasons.contains("timeout"),
                Set.copyOf(statuses),
                section.value("retry.body", Units::size),
                section.value("retry.budget", Units.percent(0, 100)));
    }

    private static String retryReason(String text) {
        if (RETRY_REASONS.contains(text)) {
            return text;
        }
        if (text.matches("[0-9]+")) {
            return Units.integer(400, 599).apply(text).toString();
        }
        throw new IllegalArgumentException("there is no reason \"" + text + "\" to try again"
                + Suggestion.among(text, "reasons", List.of("connect", "reset", "timeout", "502")));
    }
}
