package lb.runtime;

import java.util.List;
import java.util.Optional;
import lb.config.Config.PoolConfig;
import lb.pool.Server;
import lb.pool.ServerSpec;
import lb.proxy.Upstream;

/** A pool that serves, with what it was made of. */
record LivePool(PoolConfig config, Upstream upstream, List<Member> members) {
    /** The member with the address that this describes. */
    Optional<Member> member(ServerSpec spec) {
        return members.stream().filter(member -> member.spec().sameAddress(spec)).findFirst();
    }

    boolean has(Server server) {
        return members.stream().anyMatch(member -> member.server() == server);
    }

    List<ServerSpec> specs() {
        return members.stream().map(Member::spec).toList();
    }

    List<Server> servers() {
        return members.stream().map(Member::server).toList();
    }
}
