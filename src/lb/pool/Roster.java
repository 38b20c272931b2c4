package lb.pool;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lb.http.Request;

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

    /** Who may be chosen by a request that has tried these already. */
    List<Server> eligible(Collection<Server> tried) {
        if (tried.isEmpty()) {
            return available; // The same list as last time, as long as nothing changed.
        }
        List<Server> untried = without(available, tried);
        return untried.isEmpty() ? without(backups, tried) : untried;
    }

    private static List<Server> without(List<Server> servers, Collection<Server> tried) {
        return servers.stream().filter(server -> !tried.contains(server)).toList();
    }

    /** Takes one of these for a request; empty when none of them has a place. */
    static Optional<Server> take(List<Server> eligible, Balancer balancer, Request request) {
        List<Server> left = eligible;
        while (!left.isEmpty()) {
            Optional<Server> taken = left.size() == 1 ? take(left.get(0))
                    : balancer.take(left, request);
            if (taken.isPresent()) {
                return taken;
            }
            left = notFull(left); // Full, or another was quicker: look again.
        }
        return Optional.empty();
    }

    private static Optional<Server> take(Server only) {
        return only.tryAcquire() ? Optional.of(only) : Optional.empty();
    }

    /** Those that are below their {@code max}; the same list when all are. */
    static List<Server> notFull(List<Server> eligible) {
        return eligible.stream().noneMatch(Server::isFull) ? eligible
                : eligible.stream().filter(server -> !server.isFull()).toList();
    }
}
