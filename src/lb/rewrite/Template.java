package lb.rewrite;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import lb.http.Request;
import lb.http.Suggestion;

/**
 * A text with variables: {@code {client-ip} {host} {method} {path} {query} {?query} {scheme}
 * {request-id} {route} {server}}. Immutable.
 *
 * <p>A variable begins where a letter or {@code ?} follows a brace; every other brace stands for
 * itself, so that JSON may be written as it is. <code>{{</code> is one brace wherever it stands:
 * <code>{{host}</code> is the text {@code {host}}.
 *
 * <p>What a variable is replaced by comes from the client, so it is visible ASCII always: blanks,
 * control characters and everything beyond ASCII are percent-encoded. The text around it is the
 * operator's and stays as written.
 */
public final class Template {
    private final String text;
    private final String[] literals; // One more than variables: before, between and after them.
    private final Variable[] variables;

    private Template(String text, List<String> literals, List<Variable> variables) {
        this.text = text;
        this.literals = literals.toArray(String[]::new);
        this.variables = variables.toArray(Variable[]::new);
    }

    /**
     * Reads a template.
     *
     * @throws IllegalArgumentException naming an unknown variable and the known ones
     */
    public static Template parse(String text) {
        Reader reader = new Reader(text);
        while (reader.at < text.length()) {
            reader.next();
        }
        reader.literals.add(reader.literal.toString());
        return new Template(text, reader.literals, reader.variables);
    }

    /** What has been read of a template so far. */
    private static final class Reader {
        final String text;
        final List<String> literals = new ArrayList<>();
        final List<Variable> variables = new ArrayList<>();
        final StringBuilder literal = new StringBuilder();
        int at;

        Reader(String text) {
            this.text = text;
        }

        void next() {
            if (text.startsWith("{{", at)) {
                literal.append('{');
                at += 2;
            } else if (beginsVariable(text, at)) {
                int end = end(text, at);
                variables.add(variable(text.substring(at, end)));
                literals.add(literal.toString());
                literal.setLength(0);
                at = end;
            } else {
                literal.append(text.charAt(at++));
            }
        }
    }

    private static boolean beginsVariable(String text, int at) {
        if (text.charAt(at) != '{' || at + 1 == text.length()) {
            return false;
        }
        char next = text.charAt(at + 1);
        return next == '?' || next >= 'a' && next <= 'z' || next >= 'A' && next <= 'Z';
    }

    private static int end(String text, int begin) {
        int end = text.indexOf('}', begin);
        if (end < 0) {
            throw new IllegalArgumentException("there is no } after \"" + text.substring(begin)
                    + "\"; for a brace that begins no variable write {{");
        }
        return end + 1;
    }

    private static Variable variable(String written) {
        return Variable.named(written.substring(1, written.length() - 1)).orElseThrow(
                () -> new IllegalArgumentException("there is no variable \"" + written + "\""
                        + Suggestion.among(written, "variables", Variable.names())));
    }

    /** Whether it names {@code {server}}, which is known only after the balancer. */
    public boolean namesServer() {
        return variables().contains(Variable.SERVER);
    }

    /** The variables it names, in order. */
    List<Variable> variables() {
        return List.of(variables);
    }

    /**
     * Fills it in.
     *
     * @param request as the client sent it
     * @param route the route's name
     * @param server the server's name; empty where none was chosen
     */
    public String expand(Request request, String route, String server) {
        return expand(new Values(request, route, server));
    }

    String expand(Values values) {
        return variables.length == 0
                ? literals[0]
                : expand((Variable variable) -> variable.of(values));
    }

    /** Fills it in with a text for each variable. */
    String expand(Function<Variable, String> texts) {
        StringBuilder out = new StringBuilder(literals[0]);
        for (int i = 0; i < variables.length; i++) {
            out.append(texts.apply(variables[i])).append(literals[i + 1]);
        }
        return out.toString();
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }
}
