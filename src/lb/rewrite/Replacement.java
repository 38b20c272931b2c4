package lb.rewrite;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;

/**
 * What is written in place of a match: text, variables, and {@code $1} to {@code $9} for what the
 * pattern's groups matched ({@code $0}: all of it). {@code $$} is a dollar sign.
 */
final class Replacement {
    private final List<Piece> pieces;

    private Replacement(List<Piece> pieces) {
        this.pieces = List.copyOf(pieces);
    }

    /** A text, and the group that follows it; -1 where none does. */
    private record Piece(Template text, int group) {}

    /**
     * Reads a replacement.
     *
     * @param groups how many groups the pattern has
     */
    static Replacement parse(String text, int groups) {
        List<Piece> pieces = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) != '$') {
                literal.append(text.charAt(i));
            } else if (text.startsWith("$$", i)) {
                literal.append('$');
                i++;
            } else {
                pieces.add(new Piece(Template.parse(literal.toString()), group(text, ++i, groups)));
                literal.setLength(0);
            }
        }
        pieces.add(new Piece(Template.parse(literal.toString()), -1));
        return new Replacement(pieces);
    }

    private static int group(String text, int at, int groups) {
        int group = at < text.length() ? text.charAt(at) - '0' : -1;
        if (group < 0 || group > 9) {
            throw new IllegalArgumentException("a digit must follow $, as in $1; for a dollar sign"
                    + " write $$");
        }
        if (group > groups) {
            throw new IllegalArgumentException("there is no group $" + group + "; the pattern has "
                    + (groups == 0 ? "none: put what is to be kept in ( )" : "only " + groups));
        }
        return group;
    }

    boolean namesServer() {
        return pieces.stream().anyMatch(piece -> piece.text().namesServer());
    }

    /**
     * The text for one match.
     *
     * @param escape applied to what stems from the request, but for {@code {query}}
     */
    String expand(MatchResult match, Values values, UnaryOperator<String> escape) {
        StringBuilder out = new StringBuilder();
        for (Piece piece : pieces) {
            out.append(piece.text().expand(variable -> variable == Variable.QUERY
                    ? variable.of(values) : escape.apply(variable.of(values))));
            String group = piece.group() < 0 ? null : match.group(piece.group());
            out.append(group == null ? "" : escape.apply(group)); // Null: it took no part.
        }
        return out.toString();
    }
}
