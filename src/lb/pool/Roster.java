package lb.pool;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who may be chosen, worked out after each change and replaced whole; requests only read it.
 *
 * @param available for new requests, in the file's order
 * @param backups in the file's order; for requests that have tried all of {@code available}
 * @param pinned servers by the cookie that names them: those that keep their clients
 * @param lastResort whether {@code available} are ejected servers, for want of others
 * @param change the number of the change that this takes in
 */
record Roster(List<Server> available, List<Server> backups, Map<String, Server> pinned,
        boolean lastResort, long change) {

    static final Roster EMPTY = new Roster(List.of(), List.of(), Map.of(), false, -1);

    static Roster of(List<Server> servers, Optional<Sticky> sticky, long change) {
        List<Server> usable = servers.stream()
                .filter(server -> server.availability().takesNewRequests()).toList();
        List<Server> first = usable.stream().filter(server -> !server.spec().backup()).toList();
        List<Server> backups = usable.stream().filter(server -> server.spec().backup()).toList();
        List<Server> ejected = usable.isEmpty() ? servers.stream()
                .filter(server -> server.availability().isOnlyEjected()).toList() : List.of();
        Map<String, Server> pinned = sticky.map(cookie -> cookie.byValue(
                keepers(servers, first.isEmpty(), !ejected.isEmpty()))).orElse(Map.of());
        if (!first.isEmpty()) {
            return new Roster(first, backups, pinned, false, change);
        }
        return usable.isEmpty() ? new Roster(ejected, List.of(), pinned, !ejected.isEmpty(), change)
                : new Roster(backups, List.of(), pinned, false, change);
    }

    /** The servers whose clients stay. Backups give theirs back once they are needed no more. */
    private static List<Server> keepers(List<Server> servers, boolean backups, boolean ejected) {
        return servers.stream()
                .filter(server -> backups || !server.spec().backup())
                .filter(server -> ejected ? server.availability().isReachable()
                        : server.availability().keepsClients())
                .toList();
    }
}
