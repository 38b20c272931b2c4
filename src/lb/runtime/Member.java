package lb.runtime;

import java.util.Optional;
import lb.health.HealthCheck;
import lb.pool.Health;
import lb.pool.Server;
import lb.pool.ServerSpec;

/**
 * A server in a pool and how it is, or is to be, described and checked.
 *
 * @param check empty: it is not checked
 * @param health what comes of the check
 */
record Member(Server server, ServerSpec spec, Optional<HealthCheck> check, Health health) {}
