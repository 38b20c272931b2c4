package lb.config;

import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Puts environment variables into values: {@code ${NAME}}, {@code ${NAME:default}} for a variable
 * that is not set, a doubled dollar for a literal one before a brace. What a variable holds is not
 * looked through again.
 */
final class Environment {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final Map<String, String> variables;

    Environment(Map<String, String> variables) {
        this.variables = variables;
    }

    /** The value with its variables filled in; {@code problem} hears of each that cannot be. */
    String expand(String value, Consumer<String> problem) {
        StringBuilder expanded = new StringBuilder();
        int at = 0;
        for (int mark = value.indexOf("${"); mark >= 0; mark = value.indexOf("${", at)) {
            if (mark > at && value.charAt(mark - 1) == '$') {
                expanded.append(value, at, mark - 1).append("${");
                at = mark + 2;
                continue;
            }
            int end = value.indexOf('}', mark);
            if (end < 0) {
                problem.accept("\"${\" is never closed; write ${NAME}, or $${ for a literal"
                        + " \"${\"");
                return "";
            }
            expanded.append(value, at, mark);
            expanded.append(variable(value.substring(mark + 2, end), problem));
            at = end + 1;
        }
        return expanded.append(value, at, value.length()).toString();
    }

    private String variable(String reference, Consumer<String> problem) {
        int colon = reference.indexOf(':');
        String name = colon < 0 ? reference : reference.substring(0, colon);
        if (!NAME.matcher(name).matches()) {
            problem.accept("\"" + name + "\" cannot be the name of an environment variable;"
                    + " write ${NAME}, or $${ for a literal \"${\"");
        } else if (reference.indexOf('{') >= 0) {
            problem.accept("the default of ${" + name + "} cannot hold braces, for it ends at the"
                    + " first }");
        } else if (variables.containsKey(name)) {
            return variables.get(name);
        } else if (colon < 0) {
            problem.accept("the environment variable " + name + " is not set; set it, or give it a"
                    + " default: ${" + name + ":default}");
        }
        return colon < 0 ? "" : reference.substring(colon + 1);
    }
}
