package lb.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lb.balance.Algorithm;
import lb.config.Config.PoolConfig;
import lb.pool.Discovery;
import lb.pool.Outliers;
import lb.pool.ServerSpec;

/** Warns of what pools have and is hardly meant. */
final class PoolWarnings {
    /** Names of this machine; no name server is asked for others. */
    private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "::1");

    private final Sections sections;
    private final IdleOptions idle;

    PoolWarnings(Sections sections) {
        this.sections = sections;
        this.idle = new IdleOptions(sections.named("pool"));
    }

    /**
     * Looks at the pools of a file.
     *
     * @param used the names of those that routes send to
     */
    void warn(Map<String, PoolConfig> pools, Set<String> used) {
        pools.values().forEach(pool -> {
            Section section = sections.named("pool", pool.name());
            warnOfServers(section, pool);
            warnOfHealth(section, pool);
            warnOfIdleOptions(section, pool);
            if (!used.contains(pool.name())) {
                section.warn(section.first(), "no route sends anything to this pool; write one with"
                        + " pool = " + pool.name() + ", or remove it");
            }
        });
        idle.finish();
    }

    private static void warnOfServers(Section section, PoolConfig pool) {
        Entry entry = section.entry("servers").orElseThrow();
        List<ServerSpec> all = all(pool);
        if (all.stream().allMatch(server -> server.weight() == 0)) {
            section.warn(entry, "every weight is 0, so no server gets requests; give one of them a"
                    + " weight of 1");
        } else if (all.stream().allMatch(server -> server.weight() == 0 || server.drain())) {
            section.warn(entry, "every server drains or has weight 0, so none gets requests; take"
                    + " drain away from one of them");
        } else if (all.stream().allMatch(ServerSpec::backup)) {
            section.warn(entry, "every server is a backup, so all of them serve at once; take"
                    + " backup away from those that are to go first");
        }
        if (pool.algorithm() == Algorithm.FIRST
                && pool.servers().stream().anyMatch(server -> server.weight() > 1)) {
            section.warn(entry, "the algorithm \"first\" does not look at weights; limit a server"
                    + " with max, or choose another algorithm");
        }
        warnOfTwins(section, entry, pool);
    }

    private static List<ServerSpec> all(PoolConfig pool) {
        List<ServerSpec> all = new ArrayList<>(pool.servers());
        pool.discoveries().forEach(discovery -> all.add(each(discovery)));
        return all;
    }

    private static ServerSpec each(Discovery discovery) {
        return switch (discovery) {
            case Discovery.Addresses addresses -> addresses.each();
            case Discovery.Services services -> services.each();
        };
    }

    /** What is written twice by the letter is an error; here are other names for one server. */
    private static void warnOfTwins(Section section, Entry entry, PoolConfig pool) {
        Map<Integer, ServerSpec> here = new HashMap<>();
        for (ServerSpec server : pool.servers()) {
            ServerSpec twin = HERE.contains(server.host())
                    ? here.putIfAbsent(server.port(), server) : null;
            if (twin != null) {
                section.warn(entry, twin.name() + " and " + server.name() + " are one server, which"
                        + " so gets the requests of two; write it once, with weight=2 if it is to"
                        + " get more");
            }
            if (pool.discoveries().stream().map(PoolWarnings::each).anyMatch(server::sameAddress)) {
                section.warn(entry, "dns:" + server.name() + " stands for " + server.name()
                        + " as well, which so is there twice; leave the second out");
            }
        }
    }

    private static void warnOfHealth(Section section, PoolConfig pool) {
        pool.health().filter(check -> check.timeout().compareTo(check.interval()) > 0)
                .flatMap(check -> section.entry("health.timeout")
                        .or(() -> section.entry("health.interval")))
                .ifPresent(entry -> section.warn(entry, "the timeout of a check is longer than the"
                        + " interval between two; write a longer health.interval"));
        pool.health().filter(check -> check.method().equals("HEAD") && check.body().isPresent())
                .flatMap(check -> section.entry("health.body"))
                .ifPresent(entry -> section.warn(entry, "an answer to HEAD has no body, so no check"
                        + " passes; write " + key(section, "health.method GET")));
    }

    private void warnOfIdleOptions(Section section, PoolConfig pool) {
        warnOfIdleChoice(section, pool);
        warnOfIdleHealth(section, pool);
        if (pool.discoveries().isEmpty()) {
            idle.add(section, "refresh", "no server is found by DNS", "write dns:host:port");
            warnOfIdleNumbers(section, pool);
        }
        warnOfTls(section, pool);
        if (pool.queue() == 0) {
            idle.add(section, "queue.timeout", "queue is 0", "write " + key(section, "queue 100"));
        }
        if (pool.retry().attempts() == 0) {
            idle.addAll(section, "retry.b", "retry.attempts is 0", "");
            idle.add(section, "retry.on", "retry.attempts is 0", "");
        }
        if (pool.outlier().failures() == 0) {
            List.of("outlier.window", "outlier.eject", "outlier.max").forEach(option ->
                    idle.add(section, option, "outlier.failures is 0", ""));
        }
    }

    private static String key(Section section, String optionAndValue) {
        return section.key(optionAndValue.replaceFirst(" ", " = "));
    }

    private void warnOfIdleChoice(Section section, PoolConfig pool) {
        if (pool.algorithm() != Algorithm.HASH) {
            String instead = "write " + key(section, "algorithm hash");
            idle.add(section, "hash-key", "the algorithm is not hash", instead);
            idle.add(section, "hash-bound", "the algorithm is not hash", instead);
        }
        if (pool.algorithm() == Algorithm.FIRST && !pool.slowStart().isZero()) {
            idle.add(section, "slow-start", "the algorithm \"first\" does not look at weights",
                    "choose another algorithm");
        }
        if (pool.sticky().isEmpty()) {
            idle.addAll(section, "sticky.", "sticky is off",
                    "write " + key(section, "sticky lb-server"));
        }
    }

    private void warnOfIdleHealth(Section section, PoolConfig pool) {
        if (pool.health().isEmpty()) {
            idle.addAll(section, "health.", "health is off",
                    "write " + key(section, "health on"));
        } else if (pool.health().get().path().isEmpty()) {
            idle.add(section, "health.status", "without health.path any answer counts as well",
                    "write " + key(section, "health.path /"));
        }
    }

    private void warnOfTls(Section section, PoolConfig pool) {
        if (all(pool).stream().allMatch(server -> server.tls().isEmpty())) {
            idle.addAll(section, "tls.", "no server is https://", "");
        } else if (!pool.tls().verify()) {
            section.entry("tls.verify").ifPresent(entry -> section.warn(entry, "anybody can pass"
                    + " for these servers, and read and change everything; name the authority of"
                    + " their certificates in " + section.key("tls.ca")));
            idle.add(section, "tls.ca", "tls.verify is off", "");
        }
    }

    private void warnOfIdleNumbers(Section section, PoolConfig pool) {
        int servers = pool.servers().size();
        Config.Outlier outlier = pool.outlier();
        if (servers == 1) {
            String reason = "the pool has one server";
            if (pool.sticky().isPresent()) {
                idle.add(section, "sticky", reason, "");
            }
            if (pool.retry().attempts() > 0) {
                idle.addAll(section, "retry.", reason, "");
            }
        }
        if (outlier.failures() > 0 && outlier.max() > 0
                && Outliers.most(outlier.max(), servers) == 0) {
            idle.add(section, "outlier.max", "such a share of " + servers + " is nobody", "");
        }
        if (pool.queue() > 0 && pool.servers().stream().allMatch(server -> server.max() == 0)) {
            idle.add(section, "queue", "no server has a max", "write max=64 behind a server");
        }
    }
}
