package lb.pool;

/**
 * Lets the JDK's client send {@code Host} and {@code Connection}, as main does. The property is read
 * once in a JVM, when the first client is made: call this from a static block of every test class
 * that makes one.
 */
public final class RestrictedHeaders {
    private RestrictedHeaders() {}

    public static void allow() {
        System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host,connection");
    }
}
