package lb.observe;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as text, made anew only when the second has changed. For one thread. */
final class SecondText {
    private final DateTimeFormatter formatter;
    private long second = Long.MIN_VALUE;
    private String text;

    SecondText(String pattern, ZoneId zone) {
        formatter = DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(zone);
    }

    /** The second in which this millisecond of the epoch lies. */
    String of(long millis) {
        long wanted = Math.floorDiv(millis, 1000L);
        if (wanted != second) {
            second = wanted;
            text = formatter.format(Instant.ofEpochSecond(wanted));
        }
        return text;
    }
}
