package lb.http;

import java.util.Optional;

/** The cookies of a request (RFC 6265 section 4.2), immutable; the others' bytes stay as sent. */
public final class Cookies {
    /** Reads every Cookie field of a request. */
    public static Cookies of(Headers headers) { throw new UnsupportedOperationException(); }

    /** The first cookie of this name, without quotes around its value. */
    public Optional<String> first(String name) { throw new UnsupportedOperationException(); }

    /** The same with this cookie once: in the place of its first, or at the end. */
    public Cookies set(String name, String value) { throw new UnsupportedOperationException(); }

    /** The same without this cookie. */
    public Cookies remove(String name) { throw new UnsupportedOperationException(); }

    /** The fields with one Cookie line for these cookies, or none when there are none. */
    public Headers into(Headers headers) { throw new UnsupportedOperationException(); }
}
