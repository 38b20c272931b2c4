package lb.rewrite;

import java.net.URI;
import lb.http.Request;
import lb.testing.Requests;

/** Rewrites for tests, from options and values in turn; the route is {@code api}. */
final class Rewrites {
    private Rewrites() {}

    /** The target sent for a client's target, which must be one that java.net.URI takes. */
    static String target(String target, String... optionsAndValues) {
        String sent = apply(get(target), optionsAndValues).target();
        if (!target.contains("%zz")) {
            URI.create("http://server" + sent);
        }
        return sent;
    }

    /** {@code GET https://shop.example.com:8443} from 192.0.2.7. */
    static Request get(String target, String... fields) {
        return Requests.over("https", 8443, Requests.get(target, fields))
                .withAuthority("Shop.Example.COM:8080");
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
