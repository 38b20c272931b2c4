package lb.pool;

/**
 * A server as the file describes it.
 *
 * @param scheme {@code http} or {@code https}
 * @param host a name or an address, IPv6 without brackets
 * @param port 1 to 65535
 * @param weight share of the traffic against the others' weights, 0 to 65535; 0 takes only clients
 *     that stick to it
 * @param max most requests in flight at once; 0: no limit
 * @param backup whether it is used only when no other is available
 * @param drain whether it starts without new requests
 */
public record ServerSpec(String scheme, String host, int port, int weight, int max, boolean backup,
        boolean drain) {

    /**
     * Reads {@code [http://|https://]host:port [weight=N] [max=N] [backup] [drain]}.
     *
     * @throws IllegalArgumentException with what is wrong and what to write instead
     */
    public static ServerSpec parse(String text) { throw new UnsupportedOperationException(); }

    /** {@code host:port}, with brackets around an IPv6 address: what logs and the API call it. */
    public String name() {
        return host.contains(":") ? "[" + host + "]:" + port : host + ":" + port;
    }
}
