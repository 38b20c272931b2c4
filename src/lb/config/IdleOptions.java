package lb.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Warns of options that are there and do nothing. What is said of all sections of a kind ({@code
 * pool.*}) is idle only when it is for every one of them that has it from there.
 */
final class IdleOptions {
    private final List<Section> sections;
    private final Map<Entry, Shared> shared = new LinkedHashMap<>();

    /** A default for all that does nothing for some. */
    private record Shared(Section section, String remedy, int times) {
        Shared again(Shared other) {
            return new Shared(section, remedy, times + other.times);
        }
    }

    /** For all the sections of a kind. */
    IdleOptions(List<Section> sections) {
        this.sections = sections;
    }

    /**
     * Says of an option that, if it is set, it does nothing in a section.
     *
     * @param reason ends the sentence "this has no effect, for …"
     * @param instead what to write so that it has
     */
    void add(Section section, String option, String reason, String instead) {
        section.like(option).ifPresent(entry -> {
            String remedy = "this has no effect, for " + reason + "; "
                    + (instead.isEmpty() ? "remove the line" : instead + ", or remove the line");
            if (section.ownEntries().contains(entry)) {
                section.warn(entry, remedy);
            } else {
                String forAll = entry.key().substring(0, entry.key().length() - option.length());
                shared.merge(entry, new Shared(section,
                        remedy.replace(section.key(""), forAll), 1), Shared::again);
            }
        });
    }

    /** The same for every option that begins like this. */
    void addAll(Section section, String prefix, String reason, String instead) {
        section.entries().stream().map(Entry::option).filter(option -> option.startsWith(prefix))
                .distinct().toList().forEach(option -> add(section, option, reason, instead));
    }

    /** Warns of the defaults for all that do nothing for anybody. */
    void finish() {
        shared.forEach((entry, idle) -> {
            long having = sections.stream()
                    .filter(section -> section.entries().contains(entry)).count();
            if (having == idle.times) {
                idle.section.warn(entry, idle.remedy);
            }
        });
    }
}
