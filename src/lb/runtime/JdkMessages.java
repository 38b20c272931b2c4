package lb.runtime;

import java.text.MessageFormat;
import java.util.ResourceBundle;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import lb.observe.Events;
import lb.proxy.Watchdog;

/**
 * Where the messages of the JDK itself go: what matters to lb's events. And the only way to learn
 * which requests the JDK's server refuses before any handler sees them, so that they stand in the
 * access log like all others: it tells at level DEBUG.
 *
 * <p>The server composes a message for each response where DEBUG is wanted. So it is wanted only by
 * a thread that still reads a head: a request that is served costs the look at one thread-local.
 *
 * <p>Found by the JDK through {@code META-INF/services}; one for the whole process.
 */
public final class JdkMessages extends System.LoggerFinder {
    private static final String SERVER = "com.sun.net.httpserver";
    private static final Pattern REFUSAL =
            Pattern.compile("(.*) \\[([0-9]{3})[^]]*] \\((.+)\\)", Pattern.DOTALL);

    private static volatile Events events = new Events(System.err);

    /** For the JDK. */
    public JdkMessages() {}

    /** From now on messages go to these events. */
    static void to(Events events) {
        JdkMessages.events = events;
    }

    @Override
    public System.Logger getLogger(String name, Module module) {
        return new Messages(name);
    }

    private record Messages(String getName) implements System.Logger {
        @Override
        public boolean isLoggable(Level level) {
            return level.getSeverity() >= Level.INFO.getSeverity() && level != Level.OFF
                    || level == Level.DEBUG && isAboutHead();
        }

        private boolean isAboutHead() {
            return getName.equals(SERVER) && Watchdog.isReadingHead();
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String text, Throwable thrown) {
            if (level == Level.TRACE && isAboutHead()) {
                brokeOff(thrown);
            } else if (level.getSeverity() >= Level.INFO.getSeverity()) {
                say(level, text + ": " + thrown);
            }
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String format, Object... values) {
            if (!isLoggable(level)) {
                return;
            }
            if (level == Level.DEBUG) {
                if (values == null || values.length == 0) { // The others tell of good requests.
                    refused(format);
                }
            } else {
                say(level, values == null ? format : MessageFormat.format(format, values));
            }
        }

        private void say(Level level, String message) {
            String line = "JDK, " + getName + ": " + message;
            if (level == Level.INFO) {
                events.info(line);
            } else {
                events.warn(line);
            }
        }

        /** As in {@code GET /| HTTP/1.1 [400 Bad Request] (URISyntaxException thrown)}. */
        private static void refused(String message) {
            Matcher refusal = REFUSAL.matcher(message);
            if (refusal.matches()) {
                Watchdog.refused(refusal.group(1), Integer.parseInt(refusal.group(2)),
                        "refused by the JDK's server: " + refusal.group(3));
            }
        }

        /** What the JDK's server gives up without an answer, by its limits or for other reasons. */
        private static void brokeOff(Throwable thrown) {
            String message = String.valueOf(thrown.getMessage());
            if (thrown instanceof SSLException) {
                Watchdog.refused("", 400, "TLS: " + message);
            } else if (message.startsWith("Maximum ")) {
                Watchdog.refused("", 431, "refused by the JDK's server: " + message);
            } else if (thrown instanceof RuntimeException) {
                Watchdog.refused("", 400, "refused by the JDK's server: " + thrown);
            }
        }
    }
}
