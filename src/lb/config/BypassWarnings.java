package lb.config;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import lb.firewall.Action;
import lb.firewall.Firewall;
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
    private static final int MOST = 500;
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
        Firewall firewall = new Firewall(rules.size() < MOST ? rules : List.of());
        rules.stream().filter(rule -> rule.action() instanceof Action.Deny && !rule.observe())
                .forEach(rule -> warn(rule, firewall));
    }

    private void warn(Rule rule, Firewall firewall) {
        List<Request> denied = rule.conditions().examples().stream()
                .filter(request -> verdict(request, firewall) instanceof Verdict.Deny deny
                        && deny.rule().equals(rule)).toList();
        Section section = sections.named("firewall", rule.name());
        denied.stream().flatMap(request -> respelled(request)
                        .filter(other -> passes(other, firewall)).findFirst().stream())
                .findFirst().ifPresent(other -> section.entry("path").ifPresent(entry ->
                        section.warn(entry, "the path " + other.path() + " passes, which many"
                                + " servers take for one that is denied here; " + remedy(entry))));
        denied.stream().filter(request -> request.method().equals("GET"))
                .filter(request -> passes(with("HEAD", request), firewall))
                .findFirst().flatMap(request -> section.entry("method"))
                .ifPresent(entry -> section.warn(entry, "HEAD passes, which servers answer as they"
                        + " answer GET, but for the body; write GET, HEAD"));
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

    private static Request with(String method, Request request) {
        return new Request(request.id(), method, request.authority(), request.path(),
                request.query(), request.canonical(), request.headers(), request.origin());
    }

    /** Whether it passes without a rule that allows it. */
    private static boolean passes(Request request, Firewall firewall) {
        return verdict(request, firewall) instanceof Verdict.Pass pass && pass.rule() == null;
    }

    private static Verdict verdict(Request request, Firewall firewall) {
        return firewall.peek(request, () -> "", 1);
    }
}
