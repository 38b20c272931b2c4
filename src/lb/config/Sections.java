package lb.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lb.http.Suggestion;

/** Sorts lines into sections, and finds the ones that belong nowhere. */
final class Sections {
    /** Longer texts are no misspelled keys, and comparing them would take time. */
    private static final int LONGEST = 200;

    private final Problems problems;
    private final Environment environment;
    private final Section top;
    private final Map<String, Map<String, Section>> named = new LinkedHashMap<>();
    private Line previous = new Line(0, "", "");

    Sections(List<Line> lines, Environment environment, Problems problems) {
        this.problems = problems;
        this.environment = environment;
        this.top = new Section("", "", problems);
        Keys.SECTIONS.forEach(kind -> named.put(kind, new LinkedHashMap<>()));
        for (Line line : lines) {
            take(line);
            previous = line;
        }
        named.forEach((kind, byName) -> byName.values().stream()
                .filter(section -> !section.isForAll())
                .forEach(section -> section.inherit(forAll(kind))));
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

    /** The section of a kind and a name, which is there. */
    Section named(String kind, String name) {
        return named.get(kind).get(name);
    }

    /** What is said about all sections of a kind; often nothing. */
    Section forAll(String kind) {
        return named.get(kind).getOrDefault("*", new Section(kind, "*", problems));
    }

    /** Whether there is a section of a kind and a name. */
    boolean contains(String kind, String name) {
        return !name.equals("*") && named.get(kind).containsKey(name);
    }

    /** All that the file says. */
    Written written() {
        List<Section> all = new ArrayList<>(List.of(top));
        named.values().forEach(sections -> all.addAll(sections.values()));
        return new Written(all);
    }

    /** The names of the sections of a kind. */
    List<String> names(String kind) {
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
                return new Section(key.section(), key.name(), problems); // Of no use.
            }
        }
        return named.get(key.section()).computeIfAbsent(key.name(),
                name -> new Section(key.section(), name, problems));
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
        if (key.length() > LONGEST) {
            return there + "; remove the line";
        }
        return there + closest(key).map(known -> "; did you mean \"" + known + "\"?")
                .or(() -> misnamed(key.split("\\.", -1)))
                .orElse("; remove the line, or look its name up in the manual");
    }

    private static Optional<String> closest(String key) {
        return Suggestion.closest(key,
                Keys.like(key).stream().filter(known -> isClose(key, known)).toList());
    }

    /** Compares what differs only: else much in common would make any two keys look alike. */
    private static boolean isClose(String key, String known) {
        LinkedList<String> a = new LinkedList<>(List.of(key.split("\\.", -1)));
        LinkedList<String> b = new LinkedList<>(List.of(known.split("\\.", -1)));
        while (!a.isEmpty() && !b.isEmpty() && a.getFirst().equals(b.getFirst())) {
            a.removeFirst();
            b.removeFirst();
        }
        while (!a.isEmpty() && !b.isEmpty() && a.getLast().equals(b.getLast())) {
            a.removeLast();
            b.removeLast();
        }
        return Suggestion.closest(String.join(".", a), List.of(String.join(".", b))).isPresent();
    }

    /** The remedy for a key whose option is known, but whose name is missing or has dots. */
    private static Optional<String> misnamed(String[] parts) {
        if (!Keys.SECTIONS.contains(parts[0])) {
            return Optional.empty();
        }
        String section = parts[0] + ".";
        for (int from = 1; from < parts.length; from++) {
            String option = String.join(".", List.of(parts).subList(from, parts.length));
            if (Keys.defaults().containsKey(section + "NAME." + option)) {
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
