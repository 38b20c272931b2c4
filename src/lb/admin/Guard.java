package lb.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lb.http.IpLiteral;

/** Refuses what must not come in. Each check gives the refusal, or empty when all is well. */
final class Guard {
    private static final Pattern AUTHORITY =
            Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+)(?::[0-9]{1,5})?");
    private static final Pattern JSON =
            Pattern.compile("application/json\\s*(;.*)?", Pattern.CASE_INSENSITIVE);
    private static final String SCHEME = "Bearer ";

    private final Supplier<Access> access;

    Guard(Supplier<Access> access) {
        this.access = access;
    }

    /**
     * Whether the request was meant for this listener. One without a Host comes from no browser,
     * for which alone this is asked; a load balancer's probe may well be such a one.
     */
    Optional<Reply> host(Headers fields, boolean required) {
        List<String> hosts = fields.getOrDefault("Host", List.of());
        if (hosts.isEmpty() && !required) {
            return Optional.empty();
        }
        return hosts.size() == 1 && isOurs(hosts.getFirst()) ? Optional.empty()
                : Optional.of(Reply.refusal(403, "this Host is not the admin listener's; use its"
                        + " address in digits or localhost, or write admin = NAME:PORT"));
    }

    private boolean isOurs(String authority) {
        Matcher matcher = AUTHORITY.matcher(authority);
        if (!matcher.matches()) {
            return false;
        }
        String host = matcher.group(1).toLowerCase(Locale.ROOT);
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return host.equals("localhost") || host.equals(access.get().name().toLowerCase(Locale.ROOT))
                || IpLiteral.parse(bare).isPresent();
    }

    /** Whether a page of somebody else's has made a browser send this. */
    Optional<Reply> origin(Headers fields) {
        String host = fields.getFirst("Host");
        List<String> origins = fields.getOrDefault("Origin", List.of());
        boolean own = origins.stream().allMatch(origin ->
                origin.equalsIgnoreCase("http://" + host)
                        || origin.equalsIgnoreCase("https://" + host));
        List<String> sites = fields.getOrDefault("Sec-Fetch-Site", List.of());
        boolean sameOrigin = sites.stream().allMatch(List.of("same-origin", "none")::contains);
        return own && sameOrigin ? Optional.empty()
                : Optional.of(Reply.refusal(403, "this comes from a page of another origin"));
    }

    /** Whether the caller knows the token, where there is one. */
    Optional<Reply> token(Headers fields) {
        Optional<String> token = access.get().token();
        List<String> given = fields.getOrDefault("Authorization", List.of());
        if (token.isEmpty() || given.size() == 1 && knows(given.getFirst(), token.get())) {
            return Optional.empty();
        }
        return Optional.of(Reply.refusal(401, "this changes something, so it wants the token of"
                + " admin.token; send Authorization: Bearer TOKEN")
                .with("WWW-Authenticate", "Bearer realm=\"lb\""));
    }

    private static boolean knows(String given, String token) {
        return given.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                // Takes as long however much of it is right.
                && MessageDigest.isEqual(given.substring(SCHEME.length()).strip().getBytes(UTF_8),
                        token.getBytes(UTF_8));
    }

    /** Whether it says that it is JSON, as no form on a page can. */
    Optional<Reply> type(Headers fields) {
        List<String> types = fields.getOrDefault("Content-Type", List.of());
        return types.size() == 1 && JSON.matcher(types.getFirst()).matches() ? Optional.empty()
                : Optional.of(Reply.refusal(415, "send Content-Type: application/json"));
    }
}
