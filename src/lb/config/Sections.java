package lb.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sorts lines into sections, and finds the ones that belong nowhere. */
final class Sections {
    private final Problems problems;
    private final NotYet notYet;
    private final Environment environment;
    private final Section top;
    private final Map<String, Map<String, Section>> named = new LinkedHashMap<>();
    private Line previous = new Line(0, "", "");

    Sections(List<Line> lines, Environment environment, Problems problems, NotYet notYet) {
        this.problems = problems;
        this.notYet = notYet;
        this.environment = environment;
        this.top = new Section("", "", problems, notYet);
        Keys.SECTIONS.forEach(kind -> named.put(kind, new LinkedHashMap<>()));
        for (Line line : lines) {
            take(line);
            previous = line;
        }
        named.keySet().forEach(kind -> named(kind).forEach(s -> s.inherit(forAll(kind))));
    }

    /** What is said about lb itself. */
    Section top() {
        return top;
    }

    /** The sections of a kind in the order of their first lines. */
    List<Section> named(String kind) {
        List<Section> sections = new ArrayList<>(named.get(kind).values());
        sections.removeIf(Section::isForAll);
        return sections;
    }

    /** What is said about all sections of a kind; often nothing. */
    Section forAll(String kind) {
        return named.get(kind).getOrDefault("*", new Section(kind, "*", problems, notYet));
    }

    /** The names of the sections of a kind. */
    Collection<String> names(String kind) {
        return named(kind).stream().map(Section::name).toList();
    }

    private void take(Line line) {
        Key key = Keys.find(line.key()).orElse(null);
        Entry entry = key == null ? entry(line, "", "") : entry(line, key.option(), key.pattern());
        if (key == null) {
            problems.add(entry, unknown(line.key()));
            return;
        }
        if (!key.section().isEmpty() && !key.name().equals("*") && !Key.isName(key.name())) {
            problems.add(entry, "\"" + key.name() + "\" cannot be a name; names are made of a-z,"
                    + " 0-9, _ and -");
            return;
        }
        Section section = key.section().isEmpty() ? top : named.get(key.section())
                .computeIfAbsent(key.name(), n -> new Section(key.section(), n, problems, notYet));
        section.add(key, entry).ifPresent(first -> problems.add(entry, line.key()
                + " is set in line " + first.line() + " already; keep one of the two"));
    }

    private Entry entry(Line line, String option, String pattern) {
        String raw = line.value().strip();
        List<String> missing = new ArrayList<>();
        String value = environment.expand(raw, missing::add).strip();
        Entry entry = new Entry(line.number(), line.key(), option, pattern, raw, value,
                missing.isEmpty());
        missing.forEach(problem -> problems.add(entry, problem));
        return entry;
    }

    private String unknown(String key) {
        if (key.isEmpty()) {
            return "there is no key before the separator; write key = value";
        }
        String there = "there is no key \"" + key + "\"";
        if (previous.value().strip().endsWith(",")) {
            return there + "; to continue the list, end line " + previous.number()
                    + " with a backslash: , \\";
        }
        List<String> known = Keys.like(key);
        return there + Suggestion.misspelled(key, known).map(Sections::didYouMean)
                .or(() -> misnamed(key.split("\\.", -1)))
                .or(() -> Suggestion.closest(key, known).map(Sections::didYouMean))
                .orElse("; remove the line, or look its name up in the manual");
    }

    private static String didYouMean(String key) {
        return "; did you mean \"" + key + "\"?";
    }

    /** The remedy for a key whose option is known, but whose name is missing or has dots. */
    private static Optional<String> misnamed(String[] parts) {
        if (!Keys.SECTIONS.contains(parts[0])) {
            return Optional.empty();
        }
        for (int from = 1; from < parts.length; from++) {
            String option = String.join(".", List.of(parts).subList(from, parts.length));
            if (Keys.find(parts[0] + ".x." + option).isPresent()) {
                String name = String.join("-", List.of(parts).subList(1, from));
                return Optional.of(name.isEmpty()
                        ? "; the name is missing: write " + parts[0] + ".NAME." + option
                        : "; a name cannot hold dots: write " + parts[0] + "." + name + "."
                                + option);
            }
        }
        return parts.length > 2 ? Optional.empty()
                : Optional.of("; the option is missing: write " + parts[0] + ".NAME.OPTION");
    }
}
