package lb.pool;

/**
 * The system properties of the JDK's client, as main sets them. They are read once in a JVM, when
 * its first client is made: call this from a static block of every test class that makes one.
 */
public final class ClientProperties {
    private ClientProperties() {}

    public static void set() {
        System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host,connection");
        System.setProperty("jdk.httpclient.redirects.retrylimit", "1");
        System.setProperty("jdk.httpclient.disableRetryConnect", "true");
    }
}
