package lb.tls;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

/**
 * Why a server could not be spoken to by TLS.
 *
 * @param reason in an operator's words: {@code certificate expired}
 * @param inHandshake whether that was before anything of a request could be sent
 */
public record TlsFailure(String reason, boolean inHandshake) {
    private static final String ALERT = "Received fatal alert: ";
    private static final Pattern NOT_TLS =
            Pattern.compile("unrecognized SSL message", Pattern.CASE_INSENSITIVE);

    /** What an exception of the JDK's client says about it; empty: it is about something else. */
    public static Optional<TlsFailure> of(Throwable thrown) {
        SSLException outer = null;
        String known = "";
        for (Throwable e = thrown; e != null; e = e.getCause()) {
            outer = outer == null && e instanceof SSLException tls ? tls : outer;
            String certificate = certificate(e);
            known = certificate.isEmpty() ? known : certificate; // The innermost is the nearest.
        }
        if (outer == null) {
            return Optional.empty();
        }
        String message = String.valueOf(outer.getMessage());
        return Optional.of(new TlsFailure(known.isEmpty() ? protocol(message) : known,
                outer instanceof SSLHandshakeException || NOT_TLS.matcher(message).find()));
    }

    private static String certificate(Throwable e) {
        return switch (e) {
            case CertificateExpiredException expired -> "certificate expired";
            case CertificateNotYetValidException early -> "certificate not valid yet";
            case ServerTrust.WrongName wrong -> wrong.getMessage();
            case CertPathBuilderException unknown -> "certificate of an unknown authority";
            case CertPathValidatorException weak
                    when weak.getReason() == BasicReason.ALGORITHM_CONSTRAINED ->
                "certificate with a weak algorithm";
            case CertificateException other -> "certificate not accepted: " + other.getMessage();
            default -> "";
        };
    }

    private static String protocol(String message) {
        if (NOT_TLS.matcher(message).find()) {
            return "no TLS on that port";
        }
        if (message.contains("protocol_version") || message.contains("protocol version")) {
            return "no version of TLS in common";
        }
        if (message.contains(ALERT)) {
            return "TLS refused by the server: "
                    + message.substring(message.indexOf(ALERT) + ALERT.length());
        }
        if (message.contains("terminated the handshake")) {
            return "TLS broken off by the server";
        }
        return "no TLS connection: " + message;
    }
}
