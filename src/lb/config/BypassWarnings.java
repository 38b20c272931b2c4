package lb.config;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import lb.firewall.Action;
import lb.firewall.Firewall;
import lb.firewall.Limit;
import lb.firewall.Rule;
import lb.firewall.Verdict;
import lb.http.CanonicalPath;
import lb.http.Request;

/**
 * Warns of denials that another way to write a request gets around. Each denial is tried with
 * requests that it stops, written in other ways that servers take for the same, against the whole
 * firewall and by the classes that serve. What the canonical path takes care of never shows up
 * here; what does is what a rule leaves open by its own words.
 */
final class BypassWarnings {
    /** With more rules, trying each denial against all of them would take seconds. */
    private static final int MOST = 2000;
    /** A path in other spellings. */
    private static final List<UnaryOperator<String>> SPELLINGS = List.of(
            path -> path.endsWith("/") ? path.substring(0, path.length() - 1) : path + "/",
            path -> path.replaceFirst("/", "//"),
            path -> "/." + path,
            path -> "/x/.." + path,
            path -> path + ";x",
            path -> path + "/.",
            path -> path + "%00",
            path -> path.replaceFirst("/", "/%2e/"),
            path -> path.replaceFirst("(?<=/)[a-z]", "%" + hex(path, 1)),
            path -> path.replaceFirst("(?<=/)[a-z]", "%25" + hex(path, 1)),
            path -> "/x\\.." + path,
            path -> "/x%2f.." + path);

    private final Sections sections;
    private final boolean encodedSlash;

    BypassWarnings(Sections sections, boolean encodedSlash) {
        this.sections = sections;
        this.encodedSlash = encodedSlash;
    }

    private static String hex(String path, int at) {
        return path.length() > at ? Integer.toHexString(path.charAt(at)) : "78";
    }

    /** Tries every denial of a file. */
    void warn(List<Rule> rules) {
        List<Rule> denials = rules.stream()
                .filter(rule -> rule.action() instanceof Action.Deny && !rule.observe()).toList();
        if (rules.size() > MOST && !denials.isEmpty()) {
            sections.top().warn("whether another way to write a request gets around a denial has"
                    + " not been looked at, for there are " + rules.size() + " firewall rules; with"
                    + " " + MOST + " or fewer it is");
            return;
        }
        // Limits decide nothing as long as nothing has been counted, and each has much to count in.
        Firewall firewall = new Firewall(rules.stream()
                .filter(rule -> !(rule.action() instanceof Limit)).toList());
        denials.forEach(rule -> warn(rule, firewall));
    }

    private void warn(Rule rule, Firewall firewall) {
        Section section = sections.named("firewall", rule.name());
        section.entry("path").ifPresent(entry -> around(rule, firewall, this::respelled)
                .ifPresent(other -> section.warn(entry, "the path " + other.path()
                        + " passes, which many servers take for one that is denied here; "
                        + remedy(entry))));
        section.entry("method").ifPresent(entry -> around(rule, firewall, BypassWarnings::asHead)
                .ifPresent(other -> section.warn(entry, "HEAD passes, which servers answer as they"
                        + " answer GET, but for the body; write GET, HEAD")));
    }

    /** Another form of a request that passes, while the request itself is denied by this rule. */
    private static Optional<Request> around(Rule rule, Firewall firewall,
            Function<Request, Stream<Request>> forms) {
        return rule.conditions().examples().stream().flatMap(request -> forms.apply(request)
                // What the rule itself sees through, as nearly always, all rules need not be asked.
                .filter(other -> !rule.conditions().matchAnyReading(other))
                .filter(other -> passes(other, firewall)).findFirst()
                .filter(other -> verdict(request, firewall) instanceof Verdict.Deny deny
                        && deny.rule() == rule).stream()).findFirst();
    }

    private static String remedy(Entry entry) {
        String item = Items.split(entry.value()).get(0);
        return item.startsWith("~") ? "end the regex with (/|$)"
                : item.startsWith("=") ? "write " + item.substring(1)
                : item.contains("*") ? "write " + item.replaceFirst("/?$", "") + "/**"
                : "write " + item.replaceFirst("/$", "");
    }

    private Stream<Request> respelled(Request request) {
        String path = request.path();
        return path.equals("/") ? Stream.empty() : SPELLINGS.stream()
                .map(spelling -> spelling.apply(path)).flatMap(raw -> with(raw, encodedSlash,
                        request).stream());
    }

    /** The request for another path; none when that is refused. */
    private static Optional<Request> with(String raw, boolean encodedSlash, Request request) {
        return CanonicalPath.of(raw, encodedSlash) instanceof CanonicalPath path
                ? Optional.of(new Request(request.id(), request.method(), request.authority(), raw,
                        request.query(), path, request.headers(), request.origin()))
                : Optional.empty();
    }

    private static Stream<Request> asHead(Request request) {
        return !request.method().equals("GET") ? Stream.empty()
                : Stream.of(new Request(request.id(), "HEAD", request.authority(), request.path(),
                        request.query(), request.canonical(), request.headers(),
                        request.origin()));
    }

    /** Whether it passes without a rule that allows it. */
    private static boolean passes(Request request, Firewall firewall) {
        return verdict(request, firewall) instanceof Verdict.Pass pass && pass.rule() == null;
    }

    private static Verdict verdict(Request request, Firewall firewall) {
        return firewall.peek(request, () -> "", 1);
    }
}
