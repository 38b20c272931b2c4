package lb.dns;

/**
 * One place where a service is offered. RFC 2782.
 *
 * @param priority 0 to 65535; servers of a lower one are to be tried first
 * @param weight 0 to 65535; share of the requests among those of the same priority
 * @param port 0 to 65535
 * @param target the host's name, without a dot at its end
 */
public record SrvRecord(int priority, int weight, int port, String target) {

    /**
     * Reads {@code priority weight port target}, as a name server's answer is written.
     *
     * @throws IllegalArgumentException when it is something else
     */
    static SrvRecord parse(String text) {
        String[] parts = text.strip().split(" ");
        if (parts.length != 4) {
            throw new IllegalArgumentException("\"" + text + "\" is no SRV record");
        }
        String target = parts[3].endsWith(".") ? parts[3].substring(0, parts[3].length() - 1)
                : parts[3];
        return new SrvRecord(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]),
                Integer.parseInt(parts[2]), target);
    }
}
