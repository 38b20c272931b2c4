package lb.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lb.http.Suggestion;

/** Sorts lines into sections, and finds the ones that belong nowhere. */
final class Sections {
    /** Longer texts are no misspelled keys, and comparing them would take time. */
    private static final int LONGEST = 200;

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
        section(key, entry).add(key, entry).ifPresent(first -> problems.add(entry, line.key()
                + " is set in line " + first.line() + " already; keep one of the two"));
    }

    private Section section(Key key, Entry entry) {
        if (key.section().isEmpty()) {
            return top;
        }
        if (!key.name().equals("*")) {
            try {
                Key.requireName(key.name());
            } catch (IllegalArgumentException e) {
                problems.add(entry, e.getMessage());
                return new Section(key.section(), key.name(), problems, notYet); // Of no use.
            }
        }
        return named.get(key.section()).computeIfAbsent(key.name(),
                name -> new Section(key.section(), name, problems, notYet));
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
        return there + closest(key, Keys.like(key, false))
                .or(() -> misnamed(key.split("\\.", -1)))
                .or(() -> closest(key, Keys.like(key, true)))
                .orElse("; remove the line, or look its name up in the manual");
    }

    /** Compares options only: else a long name would make any two keys look alike. */
    private static Optional<String> closest(String key, List<String> known) {
        String[] parts = key.split("\\.", 3);
        boolean named = parts.length == 3 && Keys.SECTIONS.contains(parts[0]);
        String prefix = named ? parts[0] + "." + parts[1] + "." : "";
        if (key.length() > LONGEST || parts.length < 3 && Keys.SECTIONS.contains(parts[0])) {
            return Optional.empty();
        }
        List<String> options = known.stream().filter(name -> name.startsWith(prefix))
                .map(name -> name.substring(prefix.length())).toList();
        return Suggestion.closest(key.substring(prefix.length()), options)
                .map(option -> "; did you mean \"" + prefix + option + "\"?");
    }

    /** The remedy for a key whose option is known, but whose name is missing or has dots. */
    private static Optional<String> misnamed(String[] parts) {
        if (!Keys.SECTIONS.contains(parts[0])) {
            return Optional.empty();
        }
        String section = parts[0] + ".";
        for (int from = 1; from < parts.length; from++) {
            String option = String.join(".", List.of(parts).subList(from, parts.length));
            if (Keys.patterns().contains(section + "NAME." + option)) {
                String name = String.join("-", List.of(parts).subList(1, from));
                return Optional.of(from == 1
                        ? "; the name is missing: write " + section + "NAME." + option
                        : "; a name cannot hold dots: write " + section + name + "." + option);
            }
        }
        return parts.length > 2 ? Optional.empty()
                : Optional.of("; the option is missing: write " + section + "NAME.OPTION");
    }
}
