package lb.tls;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import java.util.Map;

/** Reads private keys out of PEM files, and tells whose they are. */
public final class Keys {
    /** What keys are for in TLS, each with a signature to try them by. */
    private static final Map<String, String> SIGNATURES =
            Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "EdDSA", "EdDSA");

    private Keys() {}

    /**
     * The first private key of a file.
     *
     * @throws IllegalArgumentException with what is wrong and what to write instead; nothing of the
     *     key is in it
     */
    public static PrivateKey read(Path file) {
        List<Pem> keys = Pem.read(file).stream()
                .filter(block -> block.label().endsWith("PRIVATE KEY")).toList();
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("\"" + file + "\" holds no key in PEM; name a file"
                    + " with -----BEGIN PRIVATE KEY-----");
        }
        Pem key = keys.getFirst();
        if (key.label().equals("ENCRYPTED PRIVATE KEY") || key.text().contains("ENCRYPTED")) {
            throw new IllegalArgumentException("the key in \"" + file + "\" is encrypted, and lb"
                    + " asks nobody for a password" + convert(file));
        }
        byte[] der = pkcs8(key, file);
        for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
            try {
                return KeyFactory.getInstance(algorithm)
                        .generatePrivate(new PKCS8EncodedKeySpec(der));
            } catch (InvalidKeySpecException | NoSuchAlgorithmException e) {
                continue; // A key for another algorithm.
            }
        }
        throw new IllegalArgumentException("the key in \"" + file + "\" is damaged, or of a kind"
                + " that this JDK does not know; write one for RSA or for the curve P-256");
    }

    private static byte[] pkcs8(Pem key, Path file) {
        try {
            return switch (key.label()) {
                case "PRIVATE KEY" -> key.der();
                case "RSA PRIVATE KEY" -> OldKeys.rsa(key.der());
                case "EC PRIVATE KEY" -> OldKeys.ec(key.der());
                default -> throw new IllegalArgumentException();
            };
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("the key in \"" + file + "\" (" + key.label()
                    + ") cannot be read" + convert(file), e);
        }
    }

    private static String convert(Path file) {
        return "; write what this makes of it: openssl pkcs8 -topk8 -nocrypt -in " + file
                + " -out pkcs8.pem";
    }

    /** Whether these belong together. */
    static boolean fit(PrivateKey key, PublicKey certified) {
        String algorithm = SIGNATURES.get(key.getAlgorithm());
        if (algorithm == null || !key.getAlgorithm().equals(certified.getAlgorithm())) {
            return false;
        }
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            byte[] signed = signature.sign(); // Of no bytes at all.
            signature.initVerify(certified);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
