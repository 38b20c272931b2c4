package lb.proxy;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What a built-in error page is written in: what the client likes best of the three (RFC 9110
 * section 12.5.1), and text when it does not say, or likes none of them.
 */
enum ErrorForm {
    TEXT("text/plain; charset=utf-8") {
        @Override
        String page(int status, String text, String id) {
            return text;
        }
    },
    HTML("text/html; charset=utf-8") {
        @Override
        String page(int status, String text, String id) {
            String request = id.isEmpty() ? ""
                    : "<p>Request <code>" + escapeMarkup(id) + "</code></p>\n";
            return PAGE.formatted(status, escapeMarkup(text), request);
        }
    },
    JSON("application/json") {
        @Override
        String page(int status, String text, String id) {
            String request = id.isEmpty() ? "" : ",\"requestId\":\"" + escapeJson(id) + "\"";
            return "{\"status\":" + status + ",\"error\":\"" + escapeJson(text) + "\"" + request
                    + "}\n";
        }
    };

    private static final String PAGE = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>%1$d %2$s</title>
            <style>
            :root { color-scheme: light dark }
            body { font: 1rem/1.5 system-ui, sans-serif; max-width: 34rem; margin: 18vh auto 0;
              padding: 0 1.5rem }
            h1 { font-size: 3.5rem; font-weight: 300; line-height: 1; margin: 0 }
            p { margin: .75rem 0; overflow-wrap: anywhere }
            p + p { opacity: .65; font-size: .85rem }
            </style>
            </head>
            <body>
            <h1>%1$d</h1>
            <p>%2$s</p>
            %3$s</body>
            </html>
            """;
    /** Nobody names so many types; what comes after that is not looked at. */
    private static final int LONGEST = 1000;
    private static final Pattern QUALITY = Pattern.compile("0(\\.\\d{0,3})?|1(\\.0{0,3})?");

    private final String type;
    private final String essence; // The type without parameters.

    ErrorForm(String type) {
        this.type = type;
        this.essence = type.split(";")[0];
    }

    /** What to say in Content-Type. */
    String type() {
        return type;
    }

    /**
     * The page.
     *
     * @param text a sentence for people
     * @param id the request's; empty: there is none
     */
    abstract String page(int status, String text, String id);

    /** The form for a client that has sent these lines of Accept; null: none. */
    static ErrorForm of(List<String> accept) {
        if (accept == null) {
            return TEXT;
        }
        String all = String.join(",", accept);
        String[] ranges = all.substring(0, Math.min(all.length(), LONGEST)).split(",");
        ErrorForm best = TEXT;
        long most = 0;
        for (ErrorForm form : values()) {
            long liking = form.liking(ranges);
            if (liking > most) { // The first of those liked equally.
                most = liking;
                best = form;
            }
        }
        return best;
    }

    /**
     * How much it is liked; 0: not at all. By its quality first, then by how exactly it is named,
     * for {@code text/html, *}{@code /*} comes from one who wants HTML; then by who comes first.
     */
    private long liking(String[] ranges) {
        long exactness = 0;
        long liking = 0;
        for (int i = 0; i < ranges.length; i++) {
            String[] parts = ranges[i].split(";");
            int exact = parts.length == 0 ? 0 : exactness(parts[0].strip());
            if (exact > exactness) { // The most exact range that fits decides.
                exactness = exact;
                liking = quality(parts) == 0 ? 0
                        : quality(parts) * 10_000L + exact * 2000L - i;
            }
        }
        return liking;
    }

    private int exactness(String range) {
        // What asks for a dialect of JSON is a program, which can use the plain one as well.
        if (range.equalsIgnoreCase(essence) || this == JSON && range.endsWith("+json")) {
            return 3;
        }
        String family = essence.substring(0, essence.indexOf('/')) + "/*";
        return range.equalsIgnoreCase(family) ? 2 : range.equals("*/*") ? 1 : 0;
    }

    /** Its weight in thousandths; one that cannot be read counts as 0. */
    private static int quality(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip();
            if (parameter.startsWith("q=") || parameter.startsWith("Q=")) {
                String value = parameter.substring(2);
                return QUALITY.matcher(value).matches()
                        ? (int) Math.round(Double.parseDouble(value) * 1000) : 0;
            }
        }
        return 1000;
    }

    /** A text without control characters as it stands between the quotes of JSON. */
    static String escapeJson(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    /** A text as it stands in HTML or XML, between tags or in quotes. */
    static String escapeMarkup(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
                .replace("\"", "&quot;").replace("'", "&#39;");
    }
}
