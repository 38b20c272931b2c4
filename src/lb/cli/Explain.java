package lb.cli;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import lb.config.Config;
import lb.explain.Explainer;
import lb.explain.Explanation;
import lb.explain.ExplanationText;
import lb.http.IpLiteral;
import lb.http.Json;
import lb.proxy.Question;
import lb.runtime.DryPipeline;

/** Says what would become of a request, and why. */
final class Explain {
    private final List<String> words = new ArrayList<>();
    private final List<String> fields = new ArrayList<>();
    private String from = "127.0.0.1";
    private boolean json;

    private Explain() {}

    static int execute(List<String> arguments, Console console) {
        Explain explain = new Explain();
        Question question;
        try {
            question = explain.read(arguments);
        } catch (IllegalArgumentException e) {
            return Command.EXPLAIN.misused(e.getMessage(), console);
        }
        Path file = Loading.file(explain.words.size() > 2 ? explain.words : List.of());
        Optional<Config> config = Loading.load(file, console);
        if (config.isEmpty()) {
            return ExitCode.BAD_INPUT;
        }
        Explanation explanation = explainer(config.get()).explain(question);
        console.out().print(explain.json ? Json.pretty(explanation.toJson())
                : ExplanationText.of(explanation));
        return ExitCode.WELL;
    }

    private Question read(List<String> arguments) {
        for (Iterator<String> left = arguments.iterator(); left.hasNext(); ) {
            String word = left.next();
            switch (word) {
                case "-H", "--header" -> fields.add(value(word, left));
                case "--from" -> from = value(word, left);
                case "--json" -> json = true;
                default -> words.add(plain(word));
            }
        }
        if (words.size() < 2 || words.size() > 3) {
            throw new IllegalArgumentException("write a method and a URL, as in"
                    + " explain GET http://shop.example.com/api");
        }
        InetAddress client = IpLiteral.parse(from).orElseThrow(() -> new IllegalArgumentException(
                "\"" + from + "\" is not an address; write --from 10.0.0.9"));
        return Question.of(words.get(words.size() - 2), words.getLast(), fields, client);
    }

    private static String value(String option, Iterator<String> left) {
        if (!left.hasNext()) {
            throw new IllegalArgumentException("a value is missing behind " + option);
        }
        return left.next();
    }

    private static String plain(String word) {
        if (word.startsWith("-")) {
            throw new IllegalArgumentException("explain has no option " + word);
        }
        return word;
    }

    /** With the servers of the lb that runs, when there is one. */
    private static Explainer explainer(Config config) {
        Optional<RunningLb> running = config.admin().address().flatMap(RunningLb::ask);
        String state = running.map(lb -> "servers as the lb on " + lb.address() + " has them now"
                + " (it runs with " + lb.file() + ")").orElse("no lb answers on the admin address,"
                        + " so every server counts as up");
        return new Explainer(config, DryPipeline.of(config,
                running.map(RunningLb::servers).orElse(List.of())), state);
    }
}
