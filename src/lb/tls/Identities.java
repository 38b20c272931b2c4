package lb.tls;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All identities, to be found by the name a client asks for. Immutable. */
final class Identities {
    private final Map<String, List<Identity>> byName = new HashMap<>();
    private final Map<String, Identity> byAlias = new HashMap<>();
    private final List<Identity> fallback;

    /** The identities in the file's order; the first is shown to who asks for no name of theirs. */
    Identities(List<Identity> identities) {
        for (Identity identity : identities) {
            byAlias.put(identity.alias(), identity);
            for (String name : identity.names()) {
                byName.computeIfAbsent(name, none -> new ArrayList<>()).add(identity);
            }
        }
        fallback = identities.isEmpty() ? List.of() : List.of(identities.getFirst());
    }

    /**
     * Those for a name, maybe several with keys of different types: that have it, else that have
     * the wildcard above it (RFC 9525 section 6.3: one label only), else the first.
     *
     * @param name in lower case, without a dot at its end; empty for none
     */
    List<Identity> of(String name) {
        List<Identity> exact = byName.get(name);
        if (exact != null) {
            return exact;
        }
        int dot = name.indexOf('.');
        return dot < 0 ? fallback : byName.getOrDefault("*" + name.substring(dot), fallback);
    }

    /** The one of this alias. */
    Optional<Identity> named(String alias) {
        return Optional.ofNullable(byAlias.get(alias));
    }
}
