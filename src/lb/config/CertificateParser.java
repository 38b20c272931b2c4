package lb.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code tls.NAME.*}. What the files hold is not looked at here. */
final class CertificateParser {
    private final Sections sections;
    private final FilePaths files;

    CertificateParser(Sections sections, FilePaths files) {
        this.sections = sections;
        this.files = files;
    }

    List<Config.Certificate> parse() {
        certificate(sections.forAll("tls"), 0);
        List<Config.Certificate> certificates = new ArrayList<>();
        for (Section section : sections.named("tls")) {
            certificates.add(certificate(section, section.first().line()));
            requireOneWay(section);
            if (sections.top().entry("listen.tls").isEmpty()) {
                section.warn(section.first(), "nothing uses this certificate; write listen.tls");
            }
        }
        return List.copyOf(certificates);
    }

    private Config.Certificate certificate(Section section, int line) {
        Optional<Path> certificate = section.optional("certificate", files::readable);
        Optional<Path> key = section.optional("key", files::readable);
        Optional<Path> keystore = section.optional("keystore", files::readable);
        Optional<String> password = section.optional("password", text -> text);
        return new Config.Certificate(section.name(), line, certificate, key, keystore, password);
    }

    private static void requireOneWay(Section section) {
        boolean pem = isWritten(section, "certificate") || isWritten(section, "key");
        boolean store = isWritten(section, "keystore") || isWritten(section, "password");
        if (pem && store) {
            section.problem(section.first(), "\"" + section.name() + "\" is given twice; keep"
                    + " either certificate and key, or keystore and password");
            return;
        }
        List<String> both = pem ? List.of("certificate", "key") : List.of("keystore", "password");
        for (String option : both) {
            if (!isWritten(section, option)) {
                section.problem(section.first(), "the certificate \"" + section.name()
                        + "\" is not complete; write " + section.key(option));
            }
        }
    }

    private static boolean isWritten(Section section, String option) {
        return section.entry(option).isPresent();
    }
}
