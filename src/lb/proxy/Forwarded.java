package lb.proxy;

import java.net.InetAddress;
import lb.http.FieldName;
import lb.http.Headers;
import lb.http.Origin;
import lb.http.Request;

/**
 * Tells servers who the client is. What an untrusted client says about that itself is removed; what
 * a trusted proxy says is kept, and lb's own entry appended.
 */
final class Forwarded {
    private Forwarded() {}

    /** The fields with those that tell about the client, made anew. */
    static Headers apply(ForwardedStyle style, Request request, Headers headers) {
        Origin origin = request.origin();
        Headers.Builder out = headers.toBuilder();
        if (!origin.trusted() || style == ForwardedStyle.OFF) {
            out.removeIf(Forwarded::tells);
        }
        if (style == ForwardedStyle.X_FORWARDED || style == ForwardedStyle.BOTH) {
            xForwarded(out, headers, request, origin.trusted());
        }
        if (style == ForwardedStyle.RFC7239 || style == ForwardedStyle.BOTH) {
            append(out, headers, "Forwarded", element(request), origin.trusted());
        }
        return out.build();
    }

    private static boolean tells(String name) {
        return FieldName.isLike(name, "Forwarded") || FieldName.isLike(name, "X-Real-IP")
                || FieldName.startsLike(name, "X-Forwarded-");
    }

    private static void xForwarded(Headers.Builder out, Headers in, Request request,
            boolean trusted) {
        Origin origin = request.origin();
        append(out, in, "X-Forwarded-For", origin.peer().getHostAddress(), trusted);
        setUnlessTold(out, in, "X-Forwarded-Host", request.authority(), trusted);
        setUnlessTold(out, in, "X-Forwarded-Port", Integer.toString(origin.port()), trusted);
        setUnlessTold(out, in, "X-Forwarded-Proto", origin.scheme(), trusted);
    }

    private static void append(Headers.Builder out, Headers in, String name, String value,
            boolean trusted) {
        String before = trusted ? String.join(", ", in.all(name)) : "";
        out.set(name, before.isEmpty() ? value : before + ", " + value);
    }

    private static void setUnlessTold(Headers.Builder out, Headers in, String name, String value,
            boolean trusted) {
        if ((!trusted || !in.contains(name)) && !value.isEmpty()) {
            out.set(name, value);
        }
    }

    // RFC 7239 section 4; an IPv6 address stands in brackets and quotes (section 6).
    private static String element(Request request) {
        InetAddress peer = request.origin().peer();
        String text = peer.getHostAddress();
        String node = text.contains(":") ? "\"[" + text + "]\"" : text;
        String host = request.authority().isEmpty() ? "" : ";host=\"" + request.authority() + "\"";
        return "for=" + node + host + ";proto=" + request.origin().scheme();
    }
}
