package lb.balance;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import lb.http.Cookies;
import lb.http.Query;
import lb.http.Request;
import lb.http.Suggestion;
import lb.http.Token;

/**
 * What the hash algorithm looks at; a key that is missing or empty falls back to the client's
 * address, or all requests without it would go to one server.
 */
public sealed interface HashKey {
    /** The client's address. */
    record Ip() implements HashKey {}

    /** Path and query, byte for byte as sent. */
    record Uri() implements HashKey {}

    /** The canonical path: two spellings of one path go to one server. */
    record Path() implements HashKey {}

    /** The host asked for. */
    record Host() implements HashKey {}

    /** The first header field of this name. */
    record Header(String name) implements HashKey {}

    /** The first cookie of this name. */
    record Cookie(String name) implements HashKey {}

    /** The first query parameter of this name. */
    record Param(String name) implements HashKey {}

    /** The key's text for a request; never empty. */
    default String of(Request request) {
        Optional<String> found = switch (this) {
            case Ip() -> Optional.empty();
            case Uri() -> Optional.of(request.target());
            case Path() -> Optional.of(request.canonical().value());
            case Host() -> Optional.of(request.host());
            case Header(String name) -> request.headers().first(name);
            case Cookie(String name) -> Cookies.of(request.headers()).first(name);
            case Param(String name) -> Query.parse(request.query()).first(name);
        };
        return found.filter(text -> !text.isEmpty())
                .orElseGet(() -> request.origin().client().getHostAddress());
    }

    /**
     * Reads {@code ip}, {@code uri}, {@code path}, {@code host}, {@code header.NAME},
     * {@code cookie.NAME} or {@code param.NAME}.
     *
     * @throws IllegalArgumentException with what is wrong and what to write instead
     */
    static HashKey parse(String text) {
        int dot = text.indexOf('.');
        String kind = dot < 0 ? text : text.substring(0, dot);
        String name = dot < 0 ? "" : text.substring(dot + 1);
        return switch (kind) {
            case "ip" -> whole(text, name, new Ip());
            case "uri" -> whole(text, name, new Uri());
            case "path" -> whole(text, name, new Path());
            case "host" -> whole(text, name, new Host());
            case "header" -> named(text, name, Header::new);
            case "cookie" -> named(text, name, Cookie::new);
            case "param" -> named(text, name, Param::new);
            default -> throw new IllegalArgumentException("there is no hash key \"" + text + "\""
                    + Suggestion.among(text, "hash keys", List.of("ip", "uri", "path", "host",
                            "header.NAME", "cookie.NAME", "param.NAME")));
        };
    }

    private static HashKey whole(String text, String name, HashKey key) {
        if (!name.isEmpty() || text.endsWith(".")) {
            String kind = text.substring(0, text.indexOf('.'));
            throw new IllegalArgumentException(
                    "the hash key " + kind + " takes no name; write " + kind);
        }
        return key;
    }

    private static HashKey named(String text, String name, Function<String, HashKey> key) {
        // A query parameter may be called anything.
        if (name.isEmpty() || !Token.isToken(name) && !text.startsWith("param.")) {
            String kind = text.split("\\.", 2)[0];
            throw new IllegalArgumentException("the hash key \"" + text + "\" names no " + kind
                    + "; write for example " + kind + "."
                    + (kind.equals("header") ? "X-User" : "user"));
        }
        return key.apply(name);
    }
}
