package lb.proxy;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lb.http.Headers;
import lb.http.Token;

/**
 * A request that nobody has sent, for a {@link DryRun}.
 *
 * @param scheme {@code http} or {@code https}: which listener it would come to
 * @param port of that listener, 1 to 65535
 * @param target path and query as they would stand in the request line
 * @param headers all fields as a client would send them, Host among them
 * @param from the address of whoever would connect
 */
public record Question(String method, String scheme, int port, String target, Headers headers,
        InetAddress from) {
    private static final Pattern URL =
            Pattern.compile("(https?)://([^/?#]+?(?::([0-9]{1,5}))?)([/?#].*)?");
    private static final int MOST_PORTS = 65_535;

    /**
     * A request as it is written for curl.
     *
     * @param url {@code http://host[:port]/path?query}; without a port 80 or 443
     * @param fields {@code Name: value} each; a Host among them takes the place of the URL's
     * @throws IllegalArgumentException with what is wrong and what to write instead. What lb itself
     *     would answer to, as a doubtful path or header, is none of that
     */
    public static Question of(String method, String url, List<String> fields, InetAddress from) {
        if (!Token.isToken(method)) {
            throw new IllegalArgumentException("\"" + method + "\" is not a method; write GET, POST"
                    + " or another one");
        }
        Matcher parts = URL.matcher(url);
        if (!parts.matches()) {
            throw new IllegalArgumentException("\"" + url + "\" is not a URL; write"
                    + " http://shop.example.com/api");
        }
        requireSendable(url);
        String rest = parts.group(4) == null ? "" : parts.group(4);
        return new Question(method, parts.group(1), port(parts.group(1), parts.group(3)),
                rest.startsWith("/") ? rest : "/" + rest, headers(parts.group(2), fields), from);
    }

    private static void requireSendable(String url) {
        if (!url.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
            throw new IllegalArgumentException("\"" + url + "\" is not as it is sent; a URL holds"
                    + " visible ASCII characters, the others percent-encoded");
        }
    }

    private static int port(String scheme, String digits) {
        if (digits == null) {
            return scheme.equals("http") ? 80 : 443;
        }
        int port = Integer.parseInt(digits);
        if (port < 1 || port > MOST_PORTS) {
            throw new IllegalArgumentException("there is no port " + digits + "; write 1 to "
                    + MOST_PORTS);
        }
        return port;
    }

    private static Headers headers(String host, List<String> fields) {
        List<String> namesAndValues = new ArrayList<>(List.of("Host", host));
        for (String field : fields) {
            int colon = field.indexOf(':');
            String name = colon < 0 ? field : field.substring(0, colon);
            if (colon < 0 || !Token.isToken(name)) {
                throw new IllegalArgumentException("\"" + field + "\" is not a header field; write"
                        + " Name: value");
            }
            String value = field.substring(colon + 1).strip();
            if (name.equalsIgnoreCase("Host")) {
                namesAndValues.set(1, value);
            } else {
                namesAndValues.addAll(List.of(name, value));
            }
        }
        return Headers.of(namesAndValues.toArray(new String[0]));
    }
}
