package lb.proxy;

import java.util.Map;
import lb.firewall.Firewall;
import lb.route.Router;

/**
 * Everything that one configuration makes of the way of a request. Immutable; a reload replaces it
 * whole, so that a request never sees half of one configuration and half of another.
 */
public record Pipeline(ProxySettings settings, Firewall firewall, Router router,
        Map<String, Upstream> upstreams) {}
