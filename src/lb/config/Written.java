package lb.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a file says, key by key and with its variables filled in, in order to tell what a reload
 * changes. Immutable.
 */
public final class Written {
    private static final Set<String> LISTS =
            Set.of("pool.NAME.servers", "listen", "listen.tls", "trusted-proxies");
    /** Kinds of things whose order in the file means something. */
    private static final List<String> ORDERED = List.of("firewall", "route");
    private static final int LONGEST = 200;

    /** The entries of each thing, by option: of {@code pool web}, or of lb itself (empty). */
    private final Map<String, Map<String, Entry>> things = new LinkedHashMap<>();

    Written(List<Section> sections) {
        for (Section section : sections) {
            Map<String, Entry> entries = new LinkedHashMap<>();
            section.ownEntries().forEach(entry -> entries.put(entry.option(), entry));
            if (!entries.isEmpty()) {
                things.put(section.title(), entries);
            }
        }
    }

    /**
     * One line of a file.
     *
     * @param option what its key says within its section: {@code rewrite.path.strip}
     */
    public record Item(int line, String option, String value) {}

    /**
     * What holds for one thing: what is said of it and, where that says nothing, of all its kind.
     * In the order of lines.
     *
     * @param kind {@code route}, {@code pool} …; empty for lb itself
     */
    public List<Item> about(String kind, String name) {
        return merged(kind, name).values().stream().sorted(Comparator.comparingInt(Entry::line))
                .map(entry -> new Item(entry.line(), entry.option(), entry.value())).toList();
    }

    private Map<String, Entry> own(String kind, String name) {
        return things.getOrDefault((kind + " " + name).strip(), Map.of());
    }

    /** What is said of all of a kind, and over that what is said of one. */
    private Map<String, Entry> merged(String kind, String name) {
        Map<String, Entry> all = new LinkedHashMap<>(things.getOrDefault(kind + " *", Map.of()));
        all.putAll(own(kind, name));
        return all;
    }

    /**
     * Every key that has a value: lb's own, then those of each rule, route, pool and certificate,
     * in the order of the manual.
     */
    public List<Effective> effective() {
        List<Effective> all = new ArrayList<>(effective("", ""));
        for (String kind : List.of("firewall", "route", "pool", "tls")) {
            things.keySet().stream().filter(thing -> thing.startsWith(kind + " "))
                    .filter(thing -> !thing.endsWith(" *"))
                    .forEach(thing -> all.addAll(effective(kind,
                            thing.substring(kind.length() + 1))));
        }
        return List.copyOf(all);
    }

    private List<Effective> effective(String kind, String name) {
        Map<String, Entry> own = own(kind, name);
        Map<String, Entry> all = merged(kind, name);
        if (kind.equals("route") && RouteParser.ACTIONS.stream().anyMatch(own::containsKey)) {
            all.keySet().removeIf(option -> RouteParser.ACTIONS.contains(option)
                    && !own.containsKey(option)); // One's own replaces that for all.
        }
        String prefix = kind.isEmpty() ? "" : kind + ".NAME.";
        List<Effective> values = new ArrayList<>();
        Keys.defaults().forEach((pattern, otherwise) -> {
            List<Entry> entries = all.values().stream().filter(entry ->
                    entry.pattern().equals(pattern) && !entry.value().isEmpty()).toList();
            boolean here = kind.isEmpty() ? Keys.SECTIONS.stream()
                    .noneMatch(section -> pattern.startsWith(section + ".NAME."))
                    : pattern.startsWith(prefix);
            entries.forEach(entry -> values.add(Effective.of(entry,
                    kind.isEmpty() ? entry.key() : kind + "." + name + "." + entry.option())));
            if (here && entries.isEmpty() && !otherwise.isEmpty()) {
                values.add(new Effective(pattern.replaceFirst("NAME", name), otherwise, 0, ""));
            }
        });
        return values;
    }

    /**
     * A key with the value that counts.
     *
     * @param value with its variables filled in; {@code ***} for a secret
     * @param line where it stands; 0: nowhere, it is the default
     * @param written the key as it stands there: {@code pool.*.algorithm}
     */
    public record Effective(String key, String value, int line, String written) {
        static Effective of(Entry entry, String key) {
            return new Effective(key, Problems.isSecret(key) ? "***"
                    : Problems.visible(entry.value(), LONGEST), entry.line(), entry.key());
        }

        /** Where it comes from: {@code default}, {@code line 7}, {@code line 7 *}. */
        public String origin() {
            return line == 0 ? "default" : "line " + line + (written.contains(".*.") ? " *" : "");
        }
    }

    /**
     * What is different in {@code next}, in a reader's words: {@code pool web: + 10.0.0.3:8080, -
     * 10.0.0.1:8080}, {@code route shop: host a -> b}. Secrets are not shown.
     *
     * @return empty when both say the same, be it in another form
     */
    public List<String> changesTo(Written next) {
        List<String> changes = new ArrayList<>();
        Set<String> all = new LinkedHashSet<>(things.keySet());
        all.addAll(next.things.keySet());
        for (String thing : all) {
            Map<String, Entry> before = things.getOrDefault(thing, Map.of());
            Map<String, Entry> after = next.things.getOrDefault(thing, Map.of());
            if (thing.isEmpty() || !before.isEmpty() && !after.isEmpty()) {
                changes.addAll(changes(thing, before, after));
            } else {
                changes.add((before.isEmpty() ? "+ " : "- ") + thing);
            }
        }
        ORDERED.forEach(kind -> order(kind, next).ifPresent(changes::add));
        return List.copyOf(changes);
    }

    private static List<String> changes(String thing, Map<String, Entry> before,
            Map<String, Entry> after) {
        List<String> changes = new ArrayList<>();
        Set<String> options = new TreeSet<>(before.keySet());
        options.addAll(after.keySet());
        for (String option : options) {
            change(option, before.get(option), after.get(option))
                    .map(change -> thing.isEmpty() ? change : thing + ": " + change)
                    .ifPresent(changes::add);
        }
        return changes;
    }

    private static Optional<String> change(String option, Entry before, Entry after) {
        Entry any = before == null ? after : before;
        String from = value(before, any.pattern());
        String to = value(after, any.pattern());
        if (Objects.equals(from, to)) {
            return Optional.empty(); // A default that was written out, perhaps.
        }
        if (Problems.isSecret(any.key())) {
            return Optional.of(option + " changed");
        }
        if (LISTS.contains(any.pattern())) {
            String items = items(from, to);
            return items.isEmpty() ? Optional.empty()
                    : Optional.of(option.equals("servers") ? items : option + " " + items);
        }
        return Optional.of(option + " " + shown(from) + " -> " + shown(to));
    }

    /** The value, or else the default; null where there is neither. */
    private static String value(Entry entry, String pattern) {
        return entry == null ? Keys.defaultOf(pattern).orElse(null) : entry.value();
    }

    private static String shown(String value) {
        return value == null ? "none" : Problems.visible(value, LONGEST);
    }

    /** What has come, gone and changed in a list whose items begin with what they are about. */
    private static String items(String before, String after) {
        Map<String, String> from = byFirstWord(before);
        Map<String, String> to = byFirstWord(after);
        List<String> changes = new ArrayList<>();
        to.forEach((word, item) -> {
            if (!from.containsKey(word)) {
                changes.add("+ " + shown(item));
            } else if (!from.get(word).equals(item)) {
                changes.add(shown(from.get(word)) + " -> " + shown(item));
            }
        });
        from.forEach((word, item) -> {
            if (!to.containsKey(word)) {
                changes.add("- " + shown(item));
            }
        });
        if (changes.isEmpty() && !List.copyOf(from.keySet()).equals(List.copyOf(to.keySet()))) {
            return "in another order";
        }
        return String.join(", ", changes);
    }

    private static Map<String, String> byFirstWord(String list) {
        Map<String, String> items = new LinkedHashMap<>();
        if (list != null) {
            Items.split(list).forEach(item -> items.put(item.split("\\s", 2)[0],
                    item.strip().replaceAll("\\s+", " ")));
        }
        return items;
    }

    /** Whether things of a kind that both files have come in another order. */
    private Optional<String> order(String kind, Written next) {
        List<String> before = names(kind, next);
        List<String> after = next.names(kind, this);
        return before.equals(after) ? Optional.empty() : Optional.of(kind + ": order "
                + String.join(", ", before) + " -> " + String.join(", ", after));
    }

    private List<String> names(String kind, Written other) {
        return things.keySet().stream()
                .filter(thing -> thing.startsWith(kind + " ") && other.things.containsKey(thing))
                .map(thing -> thing.substring(kind.length() + 1)).toList();
    }

    /** Not what is written, for there are secrets in it. */
    @Override
    public String toString() {
        return "Written[" + things.keySet() + "]";
    }
}
