package lb.observe;

import java.time.ZoneOffset;

/**
 * One JSON object a line (RFC 8259), always with the same members in the same order; text that is
 * not known is {@code ""}. Times of day are UTC, durations milliseconds.
 */
final class JsonLine implements LineFormat {
    private final SecondText second = new SecondText("uuuu-MM-dd'T'HH:mm:ss", ZoneOffset.UTC);

    @Override
    public void write(AccessEntry entry, LineBuffer line) {
        time(entry.startMillis, line);
        text(line, "client", entry.client == null ? "" : entry.client.getHostAddress());
        text(line, "id", entry.id);
        text(line, "trace", entry.trace);
        text(line, "method", entry.method);
        text(line, "target", entry.target);
        text(line, "protocol", entry.protocol);
        text(line, "host", entry.host);
        text(line, "referer", entry.referer);
        text(line, "userAgent", entry.userAgent);
        key(line, "status").add(entry.status);
        key(line, "bytesSent").add(entry.bytesSent);
        key(line, "bytesReceived").add(entry.bytesReceived);
        text(line, "route", entry.route);
        text(line, "pool", entry.pool);
        text(line, "server", entry.server);
        key(line, "attempts").add(entry.attempts);
        key(line, "lbMillis").addMillis(entry.totalNanos - entry.serverNanos);
        key(line, "upstreamMillis").addMillis(entry.serverNanos);
        text(line, "reason", entry.reason);
        line.add("}\n");
    }

    private void time(long millis, LineBuffer line) {
        int part = Math.floorMod(millis, 1000);
        line.add("{\"time\":\"").add(second.of(millis)).add('.');
        line.add(part / 100).add(part / 10 % 10).add(part % 10).add("Z\"");
    }

    private static void text(LineBuffer line, String name, String value) {
        key(line, name).addJson(value);
    }

    private static LineBuffer key(LineBuffer line, String name) {
        return line.add(",\"").add(name).add("\":");
    }
}
