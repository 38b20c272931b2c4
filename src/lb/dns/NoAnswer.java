package lb.dns;

import java.io.IOException;

/** No name server has answered, or none was able to: nothing is known about the name. */
final class NoAnswer extends IOException {
    private static final long serialVersionUID = 1;

    NoAnswer(String name, Throwable cause) {
        super("no name server answers for " + name, cause);
    }
}
