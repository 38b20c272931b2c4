package lb.proxy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lb.http.Cidr;

/**
 * What the proxy has to know besides firewall, routes and pools.
 *
 * @param limits what a request may measure
 * @param bodyTimeout longest silence within a request's body
 * @param trustedProxies whose {@code X-Forwarded-For} is believed
 * @param encodedSlash whether {@code %2F} may stand in a path
 * @param forwarded which fields tell servers who the client is
 * @param via lb's name in Via; empty: off
 * @param requestId the field of the request id; empty: off
 * @param errorPages the operator's own, by status
 */
public record ProxySettings(Limits limits, Duration bodyTimeout, List<Cidr> trustedProxies,
        boolean encodedSlash, ForwardedStyle forwarded, Optional<String> via,
        Optional<String> requestId, Map<Integer, ErrorPage> errorPages) {}
