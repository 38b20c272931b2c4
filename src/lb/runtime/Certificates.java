package lb.runtime;

import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import lb.config.Config;
import lb.config.Config.Certificate;
import lb.observe.Events;
import lb.tls.Authorities;
import lb.tls.ClientTls;
import lb.tls.Identity;

/**
 * The certificates of the file in force, read again when their own files change. One that cannot be
 * read leaves what was there. Used by one thread at a time.
 */
final class Certificates implements AutoCloseable {
    private final ClientTls tls;
    private final Consumer<Runnable> changes;
    private final Events events;
    private Map<String, Certificate> certificates = Map.of();
    private Optional<Authorities> authorities = Optional.empty();
    private Set<Path> watched = Set.of();
    private volatile FileWatch watch; // null while there is nothing to watch

    /**
     * No certificates yet.
     *
     * @param tls is told which to show
     * @param changes runs what changes something, on the thread for that
     */
    Certificates(ClientTls tls, Consumer<Runnable> changes, Events events) {
        this.tls = tls;
        this.changes = changes;
        this.events = events;
    }

    /** Shows those of this configuration from now on, and watches their files. */
    void use(Config config) {
        Map<String, Certificate> next = new LinkedHashMap<>();
        config.certificates().forEach(certificate -> next.put(certificate.name(), certificate));
        certificates = next;
        authorities = config.clientAuthorities();
        show();
        Set<Path> files = new LinkedHashSet<>();
        next.values().forEach(certificate -> files.addAll(certificate.source().files()));
        authorities.ifPresent(known -> files.add(known.file()));
        watch(config.listenTls().isEmpty() ? Set.of() : files);
    }

    private void show() {
        tls.use(certificates.values().stream().map(Certificate::identity).toList(), authorities);
    }

    private void watch(Set<Path> files) {
        if (files.equals(watched)) {
            return;
        }
        close();
        watched = files;
        if (!files.isEmpty()) {
            watch = new FileWatch(files, () -> changes.accept(this::readAgain));
        }
    }

    private void readAgain() {
        certificates.replaceAll((name, before) -> readAgain(before));
        authorities = authorities.map(this::readAgain);
        show();
    }

    private Certificate readAgain(Certificate before) {
        String what = "certificate " + before.name();
        try {
            Identity identity = before.source().read();
            if (identity.equals(before.identity())) {
                return before;
            }
            events.info(what + " is read again: " + identity);
            identity.warnings(Instant.now()).forEach(
                    warning -> events.warn(what + ": " + warning));
            return new Certificate(before.name(), before.source(), identity);
        } catch (IllegalArgumentException e) {
            events.warn(what + " stays as it was: " + e.getMessage());
            return before;
        }
    }

    private Authorities readAgain(Authorities before) {
        try {
            Authorities authorities = Authorities.read(before.file());
            if (!authorities.equals(before)) {
                events.info("tls.client-ca is read again");
            }
            return authorities;
        } catch (IllegalArgumentException e) {
            events.warn("tls.client-ca stays as it was: " + e.getMessage());
            return before;
        }
    }

    /** Watches no longer. */
    @Override
    public void close() {
        if (watch != null) {
            watch.close();
            watch = null;
        }
    }
}
