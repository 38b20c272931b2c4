package lb.match;

import java.util.Locale;
import java.util.Set;
import lb.http.Token;

/** A method, compared with regard to case (RFC 9110 section 9.1). */
record MethodName(String name) implements Criterion<String> {
    private static final Set<String> STANDARD = Set.of("GET", "HEAD", "POST", "PUT", "DELETE",
            "CONNECT", "OPTIONS", "TRACE", "PATCH"); // RFC 9110 section 9.3, RFC 5789.

    static MethodName parse(String text) {
        String capitals = text.toUpperCase(Locale.ROOT);
        if (STANDARD.contains(capitals) && !text.equals(capitals)) {
            throw new IllegalArgumentException("methods are written in capitals; did you mean \""
                    + capitals + "\"?");
        }
        if (text.equals("*")) { // A token, by the letter.
            throw new IllegalArgumentException("\"*\" is not a method; leave method out to match"
                    + " every method");
        }
        if (!Token.isToken(text)) {
            throw new IllegalArgumentException("\"" + text + "\" is not a method; write GET, POST"
                    + " or another one, and commas between several");
        }
        return new MethodName(text);
    }

    @Override
    public Answer matches(String method) {
        return Answer.of(name.equals(method));
    }

    @Override
    public String toString() {
        return name;
    }
}
