package lb.config;

import java.util.List;

/** Warns of what is said about lb itself and hardly meant. */
final class TopWarnings {
    private final Sections sections;
    private final Section top;

    TopWarnings(Sections sections) {
        this.sections = sections;
        this.top = sections.top();
    }

    /** Looks at all but firewall, routes and pools. */
    void warn() {
        top.entry("trusted-proxies").ifPresent(entry -> Items.split(entry.value()).stream()
                .filter(block -> block.endsWith("/0"))
                .forEach(block -> top.warn(entry, "\"" + block + "\" believes what anybody says"
                        + " about their address; write the addresses of your proxies")));
        warnOfIdleOptions();
    }

    private void warnOfIdleOptions() {
        IdleOptions idle = new IdleOptions(List.of(top));
        if (isOff("admin")) {
            idle.add(top, "admin.token", "admin is off", "write admin = 127.0.0.1:9090");
            idle.add(top, "admin.ready", "admin is off", "write admin = 127.0.0.1:9090");
        }
        if (isOff("log.access")) {
            idle.add(top, "log.format", "log.access is off", "write log.access = stdout");
        }
        if (top.entry("listen.tls").isEmpty() || isOff("listen.tls")) {
            idle.add(top, "tls.client-ca", "nobody can come by HTTPS", "write listen.tls = 8443");
            sections.named("tls").forEach(section -> section.warn(section.first(), "nobody gets to"
                    + " see this certificate, for there is no listener for HTTPS; write listen.tls"
                    + " = 8443"));
        }
    }

    private boolean isOff(String option) {
        return top.entry(option).filter(entry -> entry.value().equals("off")).isPresent();
    }
}
