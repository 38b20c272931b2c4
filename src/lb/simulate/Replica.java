package lb.simulate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import lb.balance.Settings;
import lb.config.Config.PoolConfig;
import lb.health.HealthCheck;
import lb.health.HealthChecker;
import lb.observe.Events;
import lb.pool.Health;
import lb.pool.Pool;
import lb.pool.PoolSettings;
import lb.pool.Server;
import lb.proxy.Retry;

/** One load balancer: its pool, which is a real one, and the health checks of its servers. */
final class Replica {
    private static final long TICK = 100_000_000; // As in a running lb.

    final Pool pool;
    final Retry retry;
    private final Run run;
    private final Map<Server, Integer> numbers = new HashMap<>();
    private final RandomGenerator random;

    Replica(Run run, Variant variant, RandomGenerator random) {
        this.run = run;
        this.random = random;
        PoolConfig config = run.setup.pool();
        List<Server> servers = new ArrayList<>();
        run.setup.servers().forEach(spec -> {
            Server server = new Server(spec, health(config.health()), () -> {
                throw new IllegalStateException("nothing is sent");
            });
            numbers.put(server, servers.size());
            servers.add(server);
        });
        Settings chance = new Settings(config.hashKey(), variant.bound(), () -> random,
                run.agenda);
        PoolSettings own = config.settings();
        this.pool = new Pool(config.name(), servers, variant.algorithm().create(chance),
                new PoolSettings(own.outliers(), variant.slowStart(), Optional.empty(),
                        own.queue(), own.queueTimeout()), Events.NONE, run.agenda);
        this.retry = new Retry(config.retry(), run.agenda);
        config.health().ifPresent(check -> servers.forEach(server -> run.agenda.in(
                (long) (random.nextDouble() * check.interval().toNanos()),
                () -> check(server, check))));
        run.agenda.in(TICK, this::tick);
    }

    /** Up, for there was traffic before. */
    private static Health health(Optional<HealthCheck> check) {
        Health health = check.map(it -> new Health(it.rise(), it.fall()))
                .orElseGet(Health::unchecked);
        health.observe(true, "answered", Instant.EPOCH);
        return health;
    }

    /** Which of the servers it is. */
    int number(Server server) {
        return numbers.get(server);
    }

    Server server(int number) {
        return pool.servers().get(number);
    }

    private void tick() {
        pool.tick(Runnable::run);
        run.agenda.in(TICK, this::tick);
    }

    private void check(Server server, HealthCheck check) {
        Machine machine = run.machines.get(number(server));
        long timeout = check.timeout().toNanos();
        long takes = machine.checked(timeout);
        run.agenda.in(takes, () -> {
            boolean passed = takes < timeout && !machine.isGone();
            server.health().observe(passed, passed ? "answered" : "no answer",
                    Instant.EPOCH.plusNanos(run.agenda.getAsLong()));
            run.look();
        });
        run.agenda.in(HealthChecker.jittered(check.interval(), random),
                () -> check(server, check));
    }
}
