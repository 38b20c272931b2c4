package lb.config;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lb.tls.Authorities;
import lb.tls.Chain;
import lb.tls.Identity;
import lb.tls.KeySource;
import lb.tls.KeySource.Keystore;
import lb.tls.KeySource.PemFiles;
import lb.tls.Keys;

/** Reads {@code tls.*}, and the files that it names. */
final class CertificateParser {
    private final Sections sections;
    private final FilePaths files;

    CertificateParser(Sections sections, FilePaths files) {
        this.sections = sections;
        this.files = files;
    }

    /** Those that can be read, in file order. */
    List<Config.Certificate> parse() {
        read(sections.forAll("tls"));
        List<Config.Certificate> certificates = new ArrayList<>();
        for (Section section : sections.named("tls")) {
            Optional<KeySource> source = read(section);
            boolean once = requireOneWay(section);
            source.filter(found -> once).flatMap(found -> identity(section, found))
                    .ifPresent(certificates::add);
        }
        return List.copyOf(certificates);
    }

    /** Those by whom clients' certificates must be signed. */
    Optional<Authorities> clientAuthorities() {
        Section top = sections.top();
        return top.optional("tls.client-ca", text -> Authorities.read(files.readable(text)));
    }

    /** Where it is read from; problems of each file by itself are told at its line. */
    private Optional<KeySource> read(Section section) {
        Optional<Path> certificate = section.optional("certificate", text -> {
            Path file = files.readable(text);
            Chain.read(file);
            return file;
        });
        Optional<Path> key = section.optional("key", text -> {
            Path file = files.readable(text);
            Keys.read(file);
            return file;
        });
        Optional<Path> keystore = section.optional("keystore", files::readable);
        Optional<String> password = section.optional("password", text -> text);
        return certificate.isPresent() && key.isPresent()
                ? Optional.of(new PemFiles(certificate.get(), key.get()))
                : keystore.isPresent() && password.isPresent()
                        ? Optional.of(new Keystore(keystore.get(), password.get()))
                        : Optional.empty();
    }

    private static Optional<Config.Certificate> identity(Section section, KeySource source) {
        Entry place = section.entry(source instanceof PemFiles ? "key" : "keystore").orElseThrow();
        try {
            Identity identity = source.read();
            identity.warnings(Instant.now()).forEach(warning -> section.warn(
                    section.entry("certificate").orElse(place), warning));
            return Optional.of(new Config.Certificate(section.name(), source, identity));
        } catch (IllegalArgumentException e) {
            section.problem(place, e.getMessage());
            return Optional.empty();
        }
    }

    private static boolean requireOneWay(Section section) {
        boolean pem = isWritten(section, "certificate") || isWritten(section, "key");
        boolean store = isWritten(section, "keystore") || isWritten(section, "password");
        if (pem && store) {
            section.problem(section.first(), "\"" + section.name() + "\" is given twice; keep"
                    + " either certificate and key, or keystore and password");
            return false;
        }
        List<String> both = pem ? List.of("certificate", "key") : List.of("keystore", "password");
        for (String option : both) {
            if (!isWritten(section, option)) {
                section.problem(section.first(), "the certificate \"" + section.name()
                        + "\" is not complete; write " + section.key(option));
            }
        }
        return true;
    }

    private static boolean isWritten(Section section, String option) {
        return section.entry(option).isPresent();
    }
}
