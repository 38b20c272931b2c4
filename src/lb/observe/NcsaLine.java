package lb.observe;

import java.time.ZoneId;

/**
 * The common log format, and the combined one, which adds referer and user agent: what every
 * statistics program reads. What lb has to say beyond them follows as {@code key=value}, where
 * such programs no longer look; times are milliseconds, {@code -} is nothing:
 *
 * <pre>{@code
 * 192.0.2.7 - - [22/Nov/2026:17:33:24 +0000] "GET /api HTTP/1.1" 200 512 "-" "curl/8.5"
 *     host="shop.example" route=api pool=web server=10.0.0.5:8080 attempts=1
 *     lb=0.3 upstream=4.1 in=0 id="6f1c…" reason="-"
 * }</pre>
 *
 * (on one line).
 */
final class NcsaLine implements LineFormat {
    private final boolean combined;
    private final SecondText time;

    NcsaLine(boolean combined, ZoneId zone) {
        this.combined = combined;
        this.time = new SecondText("dd/MMM/yyyy:HH:mm:ss Z", zone);
    }

    @Override
    public void write(AccessEntry entry, LineBuffer line) {
        line.add(entry.client == null ? "-" : entry.client.getHostAddress());
        line.add(" - - [").add(time.of(entry.startMillis)).add("] \"");
        line.addEscaped(entry.method).add(' ').addEscaped(entry.target).add(' ');
        line.addEscaped(entry.protocol).add("\" ");
        line.add(entry.status).add(' ').add(entry.bytesSent);
        if (combined) {
            quoted(line, " ", entry.referer);
            quoted(line, " ", entry.userAgent);
        }
        addOurs(entry, line);
        line.add('\n');
    }

    private static void addOurs(AccessEntry entry, LineBuffer line) {
        quoted(line, " host=", entry.host);
        word(line, " route=", entry.route);
        word(line, " pool=", entry.pool);
        word(line, " server=", entry.server);
        line.add(" attempts=").add(entry.attempts);
        line.add(" lb=").addMillis(entry.totalNanos - entry.serverNanos);
        line.add(" upstream=").addMillis(entry.serverNanos);
        line.add(" in=").add(entry.bytesReceived);
        quoted(line, " id=", entry.id);
        quoted(line, " reason=", entry.reason);
    }

    /** Names from our own file, which have no blanks. */
    private static void word(LineBuffer line, String key, String value) {
        line.add(key).addEscaped(value.isEmpty() ? "-" : value);
    }

    private static void quoted(LineBuffer line, String key, String value) {
        line.add(key).add('"').addEscaped(value.isEmpty() ? "-" : value).add('"');
    }
}
