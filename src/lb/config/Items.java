package lb.config;

import java.util.ArrayList;
import java.util.List;

/** Splits lists. */
final class Items {
    private Items() {}

    /**
     * The items between the commas, without the blanks around them; those with nothing in them too.
     * A comma after a backslash belongs to its item, and so does one between the brackets of a
     * regex ({@code ~[a-z]{1,3}}).
     */
    static List<String> split(String list) {
        List<String> items = new ArrayList<>();
        StringBuilder item = new StringBuilder();
        int depth = 0;
        for (int at = 0; at < list.length(); at++) {
            char c = list.charAt(at);
            if (c == '\\' && at + 1 < list.length()) {
                escape(item, list.charAt(++at));
            } else if (c == ',' && depth == 0) {
                items.add(item.toString().strip());
                item.setLength(0);
            } else {
                item.append(c);
                depth = isRegex(item) ? Math.max(0, depth + nesting(c)) : 0;
            }
        }
        items.add(item.toString().strip());
        return items;
    }

    private static void escape(StringBuilder item, char c) {
        if (c != ',') {
            item.append('\\'); // Only a comma's backslash is ours; the rest is the item's own.
        }
        item.append(c);
    }

    private static boolean isRegex(StringBuilder item) {
        int at = 0;
        while (at < item.length() && (item.charAt(at) == ' ' || item.charAt(at) == '!')) {
            at++;
        }
        return at < item.length() && item.charAt(at) == '~';
    }

    private static int nesting(char c) {
        return switch (c) {
            case '(', '[', '{' -> 1;
            case ')', ']', '}' -> -1;
            default -> 0;
        };
    }
}
