package lb.rewrite;

import java.net.URI;
import lb.http.Request;

/** Rewrites for tests, from options and values in turn; the route is {@code api}. */
final class Rewrites {
    private Rewrites() {}

    /** The target sent for a client's target, which must be one that java.net.URI takes. */
    static String target(String target, String... optionsAndValues) {
        String sent = apply(Requests.get(target), optionsAndValues).target();
        if (!target.contains("%zz")) {
            URI.create("http://server" + sent);
        }
        return sent;
    }

    static Request apply(Request request, String... optionsAndValues) {
        return Rewriter.apply(rewrite(optionsAndValues), request, "api");
    }

    static Rewrite rewrite(String... optionsAndValues) {
        Rewrite.Builder builder = Rewrite.builder();
        for (int i = 0; i < optionsAndValues.length; i += 2) {
            builder.add(optionsAndValues[i], optionsAndValues[i + 1]);
        }
        return builder.build();
    }
}
