package lb.rewrite;

import java.util.Arrays;
import java.util.List;
import lb.http.Suggestion;

/** The options of a rewrite, as they follow {@code route.NAME.rewrite.} */
enum Option {
    REQUEST_HEADER_ADD("request.header.add", true),
    REQUEST_HEADER_SET("request.header.set", true),
    REQUEST_HEADER_REMOVE("request.header.remove", false),
    RESPONSE_HEADER_ADD("response.header.add", true),
    RESPONSE_HEADER_SET("response.header.set", true),
    RESPONSE_HEADER_REMOVE("response.header.remove", false),
    PARAM_ADD("param.add", true),
    PARAM_SET("param.set", true),
    PARAM_REMOVE("param.remove", false),
    COOKIE_SET("cookie.set", true),
    COOKIE_REMOVE("cookie.remove", false),
    PATH_STRIP("path.strip", false),
    PATH_PREPEND("path.prepend", false),
    PATH_REPLACE("path.replace", false),
    HOST("host", false);

    private final String key;
    private final boolean named; // Whether ".NAME" follows.

    Option(String key, boolean named) {
        this.key = key;
        this.named = named;
    }

    /**
     * The option that was written.
     *
     * @throws IllegalArgumentException with what is wrong and what to write instead
     */
    static Option of(String written) {
        return Arrays.stream(values())
                .filter(option -> option.fits(written))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(unknown(written)));
    }

    private boolean fits(String written) {
        return named
                ? written.startsWith(key + ".") && written.length() > key.length() + 1
                : written.equals(key);
    }

    /** The name that follows the option. */
    String name(String written) {
        return named ? written.substring(key.length() + 1) : "";
    }

    private static String unknown(String written) {
        for (Option option : values()) {
            if (!option.named && written.startsWith(option.key + ".")) {
                return option.key + " takes no name; write " + option.key + " = "
                        + written.substring(option.key.length() + 1);
            }
        }
        List<String> known = Arrays.stream(values()).map(Option::toString).toList();
        String name = written.substring(written.lastIndexOf('.') + 1);
        return "there is no rewrite option \"" + written + "\""
                + Suggestion.closest(written, known)
                .or(() -> Suggestion.closest(written.replace("." + name, ".NAME"), known))
                .map(meant -> "; did you mean \"" + meant + "\"?")
                .orElse("; the options are: " + String.join(", ", known));
    }

    /** As in the reference: {@code param.set.NAME}. */
    @Override
    public String toString() {
        return named ? key + ".NAME" : key;
    }
}
