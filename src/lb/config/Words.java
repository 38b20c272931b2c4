package lb.config;

import java.util.ArrayList;
import java.util.List;

/**
 * A text word by word. Words end at blanks; what stands in double quotes belongs to one word,
 * blanks and all. Belongs to one thread.
 */
final class Words {
    private final List<String> words;
    private int at;

    /**
     * Splits a text.
     *
     * @throws IllegalArgumentException when a quote is not closed
     */
    Words(String text) {
        this.words = split(text);
    }

    private static List<String> split(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = null; // Null between two words.
        boolean quoted = false;
        for (char c : text.toCharArray()) {
            if (!quoted && (c == ' ' || c == '\t')) {
                add(words, word);
                word = null;
                continue;
            }
            word = word == null ? new StringBuilder() : word;
            if (c == '"') {
                quoted = !quoted;
            } else {
                word.append(c);
            }
        }
        if (quoted) {
            throw new IllegalArgumentException("a quote is not closed; write another \" at its"
                    + " end");
        }
        add(words, word);
        return words;
    }

    private static void add(List<String> words, StringBuilder word) {
        if (word != null) {
            words.add(word.toString());
        }
    }

    /** Whether there is another word. */
    boolean more() {
        return at < words.size();
    }

    /** The next word without taking it; empty at the end. */
    String peek() {
        return more() ? words.get(at) : "";
    }

    /**
     * Takes the next word.
     *
     * @param what what it is to be, for the complaint that it is not there
     */
    String take(String what) {
        if (!more()) {
            throw new IllegalArgumentException(what + " is missing at the end");
        }
        return words.get(at++);
    }

    /** Takes {@code Name: value}, with or without a blank behind the colon. */
    String takeField() {
        String field = take("the name of a header field");
        return field.endsWith(":") ? field + " " + take("the value of " + field) : field;
    }
}
