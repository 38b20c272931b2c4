package lb.observe;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LineFormatTest {
    private static final String OURS = " host=\"shop.example\" route=api pool=web"
            + " server=10.0.0.5:8080 attempts=2 lb=0.3 upstream=4.1 in=7 id=\"6f1c\""
            + " reason=\"retried\"\n";

    @Test
    void commonLineHasWhatLbSaysAtItsEnd() throws IOException {
        assertEquals("192.0.2.7 - - [22/Nov/2026:17:33:24 +0000] \"GET /api?a=1 HTTP/1.1\" 200 512"
                + OURS, line(LogFormat.COMMON, entry()));
    }

    @Test
    void combinedLineHasRefererAndAgentBeforeIt() throws IOException {
        assertEquals("192.0.2.7 - - [22/Nov/2026:17:33:24 +0000] \"GET /api?a=1 HTTP/1.1\" 200 512"
                + " \"http://a/\" \"curl/8.5\"" + OURS, line(LogFormat.COMBINED, entry()));
    }

    @Test
    void jsonLineHasEverything() throws IOException {
        assertEquals("{\"time\":\"2026-11-22T17:33:24.056Z\",\"client\":\"192.0.2.7\","
                + "\"id\":\"6f1c\",\"trace\":\"7e2d\",\"method\":\"GET\",\"target\":\"/api?a=1\","
                + "\"protocol\":\"HTTP/1.1\",\"host\":\"shop.example\",\"referer\":\"http://a/\","
                + "\"userAgent\":\"curl/8.5\",\"status\":200,\"bytesSent\":512,"
                + "\"bytesReceived\":7,\"route\":\"api\",\"pool\":\"web\","
                + "\"server\":\"10.0.0.5:8080\",\"attempts\":2,\"lbMillis\":0.3,"
                + "\"upstreamMillis\":4.1,\"reason\":\"retried\"}\n",
                line(LogFormat.JSON, entry()));
    }

    @Test
    void writesADashForWhatIsNotKnown() throws IOException {
        AccessEntry entry = new AccessEntry();
        entry.status = 400;
        assertEquals("- - - [01/Jan/1970:00:00:00 +0000] \"  \" 400 0 \"-\" \"-\""
                + " host=\"-\" route=- pool=-"
                + " server=- attempts=0 lb=0.0 upstream=0.0 in=0 id=\"-\" reason=\"-\"\n",
                line(LogFormat.COMBINED, entry));
    }

    @ParameterizedTest(name = "{0} in a field is logged as {1}, in JSON as {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # sent           | combined              | json
            a b              | a b                   | a b
            a" 200 "b        | a\\x22 200 \\x22b     | a\\" 200 \\"b
            a\\b             | a\\x5cb               | a\\\\b
            a~13~10b         | a\\x0d\\x0ab          | a\\u000d\\u000ab
            a~27[31m         | a\\x1b[31m            | a\\u001b[31m
            a~127b           | a\\x7fb               | a\\u007fb
            a~0b             | a\\x00b               | a\\u0000b
            caf~195~169      | caf\\xc3\\xa9         | caf\\u00c3\\u00a9
            ~8364            | \\xe2\\x82\\xac       | \\u20ac
            ~55357~56832     | \\xf0\\x9f\\x98\\x80  | \\ud83d\\ude00
            ~8232            | \\xe2\\x80\\xa8       | \\u2028
            """)
    void letsNothingThroughThatCouldForgeALine(String sent, String combined, String json)
            throws IOException {
        AccessEntry entry = entry();
        entry.userAgent = unescaped(sent);
        String ncsa = line(LogFormat.COMBINED, entry);
        assertEquals("\"" + combined + "\"", ncsa.substring(ncsa.indexOf("http://a/\" ") + 11,
                ncsa.indexOf(" host=")));
        String object = line(LogFormat.JSON, entry);
        assertEquals(json, object.substring(object.indexOf("Agent\":\"") + 8,
                object.indexOf("\",\"status")));
    }

    @ParameterizedTest(name = "{0} ns are {1} ms")
    @CsvSource({"0, 0.0", "49999, 0.0", "50000, 0.1", "999999, 1.0", "4100000, 4.1",
            "61000000000, 61000.0", "-5, 0.0"})
    void roundsTimesToATenthOfAMillisecond(long nanos, String expected) throws IOException {
        LineBuffer line = new LineBuffer().addMillis(nanos);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        line.writeTo(out);
        assertEquals(expected, out.toString(US_ASCII));
    }

    @Test
    void writesTheTimeAgainWhenTheSecondHasChanged() {
        SecondText text = new SecondText("HH:mm:ss Z", ZoneId.of("Asia/Kolkata"));
        assertEquals("05:30:00 +0530", text.of(999));
        assertEquals("05:30:01 +0530", text.of(1000));
        assertEquals("05:29:59 +0530", text.of(-1));
    }

    @Test
    void bufferGrowsForALongLine() throws IOException {
        AccessEntry entry = entry();
        entry.target = "/" + "a\n".repeat(50_000);
        assertEquals(1, line(LogFormat.JSON, entry).lines().count());
    }

    private static String line(LogFormat format, AccessEntry entry) throws IOException {
        LineBuffer buffer = new LineBuffer();
        LineFormat.of(format, ZoneOffset.UTC).write(entry, buffer);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        buffer.writeTo(out);
        return out.toString(US_ASCII);
    }

    private static AccessEntry entry() throws IOException {
        AccessEntry entry = new AccessEntry();
        entry.startMillis = Instant.parse("2026-11-22T17:33:24.056Z").toEpochMilli();
        entry.totalNanos = 4_400_000;
        entry.serverNanos = 4_100_000;
        entry.client = InetAddress.getByName("192.0.2.7");
        entry.id = "6f1c";
        entry.trace = "7e2d";
        entry.method = "GET";
        entry.target = "/api?a=1";
        entry.protocol = "HTTP/1.1";
        entry.host = "shop.example";
        entry.referer = "http://a/";
        entry.userAgent = "curl/8.5";
        entry.status = 200;
        entry.bytesSent = 512;
        entry.bytesReceived = 7;
        entry.route = "api";
        entry.pool = "web";
        entry.server = "10.0.0.5:8080";
        entry.attempts = 2;
        entry.reason = "retried";
        return entry;
    }

    /** The character with number 13 for {@code ~13}. */
    private static String unescaped(String text) {
        return Pattern.compile("~(\\d+)").matcher(text).replaceAll(match ->
                Matcher.quoteReplacement(
                        Character.toString((char) Integer.parseInt(match.group(1)))));
    }
}
