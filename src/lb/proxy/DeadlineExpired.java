package lb.proxy;

import java.io.IOException;

/** A step of an exchange took longer than the configuration allows. */
final class DeadlineExpired extends IOException {
    private static final long serialVersionUID = 1;

    DeadlineExpired() {
        super("deadline expired");
    }

    @Override
    public Throwable fillInStackTrace() {
        return this; // Part of normal operation: nobody reads its trace.
    }
}
