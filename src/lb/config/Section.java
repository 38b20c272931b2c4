package lb.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The entries about one thing: a pool, a route, or (without a name) lb itself. Reads values with
 * the parsers it is given, which say what they do not like by {@link IllegalArgumentException};
 * that becomes a problem at its entry, and reading goes on with the default.
 */
final class Section {
    /** Reads one value. */
    interface Parser<T> extends Function<String, T> {}

    private final String kind;
    private final String name;
    private final Problems problems;
    private final Map<String, Entry> own = new LinkedHashMap<>();
    private final Map<String, Entry> shared = new LinkedHashMap<>();

    /** A section of a kind ({@code pool}; empty for lb itself) and a name ({@code *} for all). */
    Section(String kind, String name, Problems problems) {
        this.kind = kind;
        this.name = name;
        this.problems = problems;
    }

    String name() {
        return name;
    }

    /** Whether this is what is said of all sections of the kind, and none of them itself. */
    boolean isForAll() {
        return name.equals("*");
    }

    /** Adds an entry; returns the one that is there already, which then stays. */
    Optional<Entry> add(Key key, Entry entry) {
        return Optional.ofNullable(own.putIfAbsent(key.identity(), entry));
    }

    /** Takes over the entries of {@code *} that this section does not set itself. */
    void inherit(Section forAll) {
        shared.putAll(forAll.own);
        shared.keySet().removeAll(own.keySet());
    }

    /** As in {@code pool web}; empty for lb itself. */
    String title() {
        return kind.isEmpty() ? "" : kind + " " + name;
    }

    /** All entries of its own, in the file's order. */
    Collection<Entry> ownEntries() {
        return own.values();
    }

    /** The first entry of its own. */
    Entry first() {
        return own.values().iterator().next();
    }

    /** Entries that hold for this section, those of {@code *} first, else in the file's order. */
    List<Entry> entries() {
        List<Entry> all = new ArrayList<>(shared.values());
        all.addAll(own.values());
        return all;
    }

    /** The entry of its own for an option. */
    Optional<Entry> own(String option) {
        return Optional.ofNullable(own.get(option));
    }

    /** The entry for an option, its own or that of {@code *}. */
    Optional<Entry> entry(String option) {
        return own(option).or(() -> Optional.ofNullable(shared.get(option)));
    }

    /** The same for an option as somebody writes it, who may write a header's name otherwise. */
    Optional<Entry> like(String option) {
        return entry(option).or(() -> entry(option.toLowerCase(Locale.ROOT)));
    }

    /** The key of an option in this section, as it would be written. */
    String key(String option) {
        return kind.isEmpty() ? option : kind + "." + name + "." + option;
    }

    /** The value of an option that has a default. */
    <T> T value(String option, Parser<T> parser) {
        return optional(option, parser)
                .orElseGet(() -> parser.apply(Keys.defaultOf(pattern(option)).orElseThrow()));
    }

    /** The value of an option; empty where it is not set, or its value is not to be had. */
    <T> Optional<T> optional(String option, Parser<T> parser) {
        return entry(option).filter(this::isSet)
                .flatMap(entry -> read(entry, entry.value(), parser));
    }

    /** The items of a list; those of the default where it is not set. */
    <T> List<T> list(String option, Parser<T> parser) {
        List<T> items = new ArrayList<>();
        entry(option).ifPresent(entry -> each(entry, item -> items.add(parser.apply(item))));
        if (items.isEmpty()) {
            Keys.defaultOf(pattern(option)).ifPresent(
                    text -> Items.split(text).forEach(item -> items.add(parser.apply(item))));
        }
        return List.copyOf(items);
    }

    /** Hands each item of an entry's list to a reader. */
    void each(Entry entry, Consumer<String> reader) {
        if (!isSet(entry)) {
            return;
        }
        if (Items.split(entry.raw()).contains("")) {
            problems.add(entry, "an item of the list is empty; remove the comma too many");
        }
        for (String item : Items.split(entry.value())) {
            if (!item.isEmpty()) { // Or a variable held nothing, which is its way to say none.
                attempt(entry, item, reader);
            }
        }
    }

    /** Hands a value, or one item of it, to a reader. */
    void attempt(Entry entry, String text, Consumer<String> reader) {
        read(entry, text, value -> {
            reader.accept(value);
            return value;
        });
    }

    private <T> Optional<T> read(Entry entry, String text, Parser<T> parser) {
        if (!entry.readable()) {
            return Optional.empty();
        }
        try {
            return Optional.of(parser.apply(text));
        } catch (IllegalArgumentException e) {
            problems.add(entry, e.getMessage());
        } catch (StackOverflowError e) { // Of Pattern.compile, for a regex nested by the thousand.
            problems.add(entry, "this is nested too deeply; write something simpler");
        }
        return Optional.empty();
    }

    private String pattern(String option) {
        return kind.isEmpty() ? option : kind + ".NAME." + option;
    }

    /** Whether an entry has a value. One that a variable left empty counts as not written. */
    private boolean isSet(Entry entry) {
        if (entry.raw().isEmpty()) {
            problems.add(entry, "there is no value; write one or remove the line");
        }
        return entry.readable() && !entry.value().isEmpty();
    }

    /** Adds a problem at an entry. */
    void problem(Entry entry, String remedy) {
        problems.add(entry, remedy);
    }

    /** Warns about an entry. */
    void warn(Entry entry, String remedy) {
        problems.warn(entry, remedy);
    }

    /** Adds a warning about the file as a whole. */
    void warn(String remedy) {
        problems.warn(remedy);
    }
}
