package lb.match;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lb.http.IpLiteral;

/** Reads host names in the file, and knows the ways in which people write them elsewhere. */
final class HostName {
    /** RFC 1123 section 2.1, and the underscore that many networks use nevertheless. */
    private static final Pattern NAME =
            Pattern.compile("[a-z0-9_-]{1,63}(?:\\.[a-z0-9_-]{1,63})*+");
    private static final Pattern WITH_PORT = Pattern.compile("([^:/]+|\\[[^/]+]):[0-9]*");

    private static final String NOT_A_HOST =
            " is not a host; write its name alone, as in shop.example.com";

    private HostName() {}

    /**
     * The name in small letters, without trailing dot.
     *
     * @param before what stood before the name, for the suggestion
     * @throws IllegalArgumentException with what is wrong and what to write instead
     */
    static String parse(String text, String before) {
        String name = text.toLowerCase(Locale.ROOT);
        name = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        if (NAME.matcher(name).matches()) {
            return name;
        }
        if (before.isEmpty() && isBracketed(name)) {
            return IpLiteral.inFull(name);
        }
        throw new IllegalArgumentException(complaint(name, before));
    }

    private static boolean isBracketed(String name) {
        return name.startsWith("[") && name.endsWith("]")
                && isV6(name.substring(1, name.length() - 1));
    }

    private static boolean isV6(String text) {
        return text.contains(":") && IpLiteral.parse(text).isPresent();
    }

    private static String complaint(String name, String before) {
        String quoted = "\"" + before + name + "\"";
        Matcher withPort = WITH_PORT.matcher(name);
        if (withPort.matches()) {
            return quoted + " has a port, which is ignored when hosts are compared; did you mean \""
                    + before + withPort.group(1) + "\"?";
        }
        if (isV6(name)) {
            return quoted + " lacks the brackets of an IPv6 address; did you mean \"[" + name
                    + "]\"?";
        }
        return name.contains("*") || name.startsWith(".")
                ? starComplaint(name, quoted)
                : toAscii(name)
                        .map(ascii -> quoted + " is not written as it is sent; did you mean \""
                                + before + ascii + "\"?")
                        .orElse(quoted + NOT_A_HOST);
    }

    private static String starComplaint(String name, String quoted) {
        if (name.equals("*")) {
            return "\"*\" is not a host; leave host out to match every host";
        }
        if (name.startsWith(".") && NAME.matcher(name.substring(1)).matches()) {
            return quoted + " begins with a dot; did you mean \"*" + name + "\"?";
        }
        return quoted + (name.startsWith(".") ? NOT_A_HOST
                : " has a * in another place than the first label; write *.example.com or a regex,"
                        + " as in ~^www[.]");
    }

    /** RFC 5891 section 4: what stands in a Host header for a name that is not ASCII. */
    private static Optional<String> toAscii(String name) {
        try {
            return Optional.of(IDN.toASCII(name))
                    .filter(ascii -> NAME.matcher(ascii).matches());
        } catch (IllegalArgumentException notAName) {
            return Optional.empty();
        }
    }
}
