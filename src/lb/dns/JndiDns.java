package lb.dns;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.NoInitialContextException;
import javax.naming.directory.Attribute;
import javax.naming.directory.InitialDirContext;
import lb.http.IpLiteral;

/**
 * Asks name servers by way of the JDK's DNS provider, over UDP and, for what does not fit, TCP. The
 * only class that needs the module {@code jdk.naming.dns}, and only once it is asked something: a
 * Java runtime without that module serves all files that name no {@code dns:} or {@code srv:}.
 */
final class JndiDns implements Dns {
    private static final String PROVIDER = "com.sun.jndi.dns.";
    // Each server is asked again after 1 and 2 further seconds.
    private static final String FIRST_TIMEOUT_MILLIS = "1000";
    private static final String ATTEMPTS = "3";

    private final String url;

    /** Of the server at {@code dns://host:port}, or with {@code dns:} of those of the system. */
    JndiDns(String url) {
        this.url = url;
    }

    @Override
    public List<InetAddress> addresses(String host) throws IOException {
        List<InetAddress> addresses = new ArrayList<>();
        for (String type : List.of("A", "AAAA")) { // For both at once it would ask for ANY.
            for (String text : records(host, type)) {
                IpLiteral.parse(text).ifPresent(addresses::add);
            }
        }
        if (addresses.isEmpty()) {
            throw new UnknownHostException("the name " + host + " has no address");
        }
        return addresses;
    }

    @Override
    public List<SrvRecord> services(String name) throws IOException {
        List<SrvRecord> services = new ArrayList<>();
        for (String text : records(name, "SRV")) {
            SrvRecord service = SrvRecord.parse(text);
            if (!service.target().isEmpty()) { // RFC 2782: a dot says that nobody offers it.
                services.add(service);
            }
        }
        if (services.isEmpty()) {
            throw new UnknownHostException("nobody offers the service " + name);
        }
        return services;
    }

    private List<String> records(String name, String type) throws IOException {
        try {
            InitialDirContext context = new InitialDirContext(settings());
            try {
                return texts(context.getAttributes(name, new String[] {type}).get(type));
            } finally {
                context.close();
            }
        } catch (NameNotFoundException e) {
            throw new UnknownHostException("there is no name " + name);
        } catch (NoInitialContextException e) {
            throw new IOException("this Java runtime lacks the module jdk.naming.dns", e);
        } catch (NamingException e) {
            throw new NoAnswer(name, e);
        }
    }

    private Hashtable<String, String> settings() {
        Hashtable<String, String> settings = new Hashtable<>();
        settings.put(Context.INITIAL_CONTEXT_FACTORY, PROVIDER + "DnsContextFactory");
        settings.put(Context.PROVIDER_URL, url);
        settings.put(PROVIDER + "timeout.initial", FIRST_TIMEOUT_MILLIS);
        settings.put(PROVIDER + "timeout.retries", ATTEMPTS);
        return settings;
    }

    /** What the records say; none where the name has no record of that type. */
    private static List<String> texts(Attribute records) throws NamingException {
        List<String> texts = new ArrayList<>();
        if (records != null) {
            NamingEnumeration<?> values = records.getAll();
            while (values.hasMore()) {
                texts.add(String.valueOf(values.next()));
            }
        }
        return texts;
    }
}
