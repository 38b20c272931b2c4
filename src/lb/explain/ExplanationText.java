package lb.explain;

import java.util.ArrayList;
import java.util.List;
import lb.explain.Explanation.Stage;
import lb.explain.Explanation.Step;

/** An explanation for people: stage by stage, in columns. */
public final class ExplanationText {
    private static final int WIDEST = 44; // So that one long value does not push all others aside.

    private ExplanationText() {}

    /** Lines, the last one ended. */
    public static String of(Explanation explanation) {
        StringBuilder text = new StringBuilder(explanation.request()).append('\n')
                .append(explanation.file()).append(", ").append(explanation.state()).append('\n');
        for (Stage stage : explanation.stages()) {
            text.append('\n').append(stage.name()).append(": ").append(stage.result())
                    .append('\n');
            table(stage.steps(), explanation.file()).forEach(line ->
                    text.append("    ").append(line).append('\n'));
        }
        explanation.sends().ifPresent(head -> {
            text.append("\nsends:\n");
            head.lines().filter(line -> !line.isEmpty())
                    .forEach(line -> text.append("    ").append(line).append('\n'));
        });
        return text.toString();
    }

    private static List<String> table(List<Step> steps, String file) {
        int places = widest(steps.stream().map(step -> place(step, file)).toList());
        int whats = widest(steps.stream().map(Step::what).toList());
        int answers = widest(steps.stream().map(Step::answer).toList());
        List<String> lines = new ArrayList<>();
        for (Step step : steps) {
            String begin = pad(place(step, file), places) + pad(step.what(), whats)
                    + pad(step.answer(), answers);
            List<String> details = step.details();
            lines.add((begin + (details.isEmpty() ? "" : details.getFirst())).stripTrailing());
            String indent = " ".repeat(places + whats + answers);
            details.stream().skip(1).forEach(detail -> lines.add(indent + detail));
        }
        return lines;
    }

    /** Where the file says so: {@code lb.properties:31}. */
    private static String place(Step step, String file) {
        return step.line() == 0 ? "" : file.substring(file.lastIndexOf('/') + 1) + ":"
                + step.line();
    }

    private static int widest(List<String> texts) {
        int widest = texts.stream().mapToInt(String::length).filter(length -> length <= WIDEST)
                .max().orElse(0);
        return widest == 0 ? 0 : widest + 2;
    }

    private static String pad(String text, int width) {
        return text.length() < width ? text + " ".repeat(width - text.length())
                : text.isEmpty() ? "" : text + "  ";
    }
}
