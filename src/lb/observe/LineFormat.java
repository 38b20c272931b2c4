package lb.observe;

import java.time.ZoneId;

/** Writes one line about one request, with the line's end. For one thread: times are cached. */
interface LineFormat {
    void write(AccessEntry entry, LineBuffer line);

    /** The format with this name in the file. */
    static LineFormat of(LogFormat format, ZoneId zone) {
        return switch (format) {
            case COMMON -> new NcsaLine(false, zone);
            case COMBINED -> new NcsaLine(true, zone);
            case JSON -> new JsonLine();
        };
    }
}
