package lb.runtime;

import java.util.List;
import lb.config.Config;
import lb.pool.Pool;
import lb.pool.ServerSpec;
import lb.pool.Standing;
import lb.proxy.Pipeline;
import lb.proxy.Upstream;

/** Makes pipelines that serve nobody, for questions about a file: nothing is checked. */
public final class DryPipeline {
    private DryPipeline() {}

    /** How a server stands in an lb that runs elsewhere. */
    public record Seen(String pool, String server, Standing standing, int weight, int inFlight) {}

    /**
     * A pipeline as the file has it.
     *
     * @param seen servers elsewhere; those of the same pool and name stand alike here, the others
     *     are up. Where a pool is discovered, its servers are those seen
     */
    public static Pipeline of(Config config, List<Seen> seen) {
        Pipeline pipeline = Assembly.dry(config, pool -> pool.discoveries().isEmpty() ? List.of()
                : seen.stream().filter(one -> one.pool().equals(pool.name()))
                        .map(one -> ServerSpec.parse(one.server())).toList());
        for (Seen one : seen) {
            Upstream upstream = pipeline.upstreams().get(one.pool());
            if (upstream != null) {
                Pool pool = upstream.pool();
                pool.server(one.server()).ifPresent(server ->
                        pool.assume(server, one.standing(), one.weight(), one.inFlight()));
            }
        }
        return pipeline;
    }
}
