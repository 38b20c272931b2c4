package lb.firewall;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import lb.http.Suggestion;

/** What people write for an action who come from elsewhere, or are in a hurry. */
final class Spelling {
    private static final Set<String> DENY = Set.of("deny", "denied", "block", "reject", "drop",
            "refuse", "forbid", "forbidden", "403");
    private static final Set<String> ALLOW = Set.of("allow", "allowed", "accept", "pass", "permit",
            "grant", "ok");

    private Spelling() {}

    static String suggestion(String word) {
        String small = Suggestion.closest(word, List.of("deny", "allow", "limit"))
                .orElse(word.toLowerCase(Locale.ROOT));
        return DENY.contains(small) ? "did you mean \"deny\", or with a status \"deny 404\"?"
                : ALLOW.contains(small) ? "did you mean \"allow\"?"
                : small.equals("limit") ? "did you mean \"limit 100/s\"?"
                : "write deny, deny 404, allow or limit 100/s";
    }
}
