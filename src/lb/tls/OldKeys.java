package lb.tls;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * Puts keys of the forms before PKCS#8, which some ACME clients still write, into its envelope (RFC
 * 5958 section 2): version, algorithm, and the old form unchanged. The JDK reads no other form.
 */
final class OldKeys {
    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;
    private static final int CURVE = 0xA0; // ECPrivateKey.parameters, RFC 5915 section 3.
    private static final byte[] VERSION = {2, 1, 0};
    private static final byte[] NO_PARAMETERS = {5, 0};
    /** 1.2.840.113549.1.1.1, RFC 8017 appendix A.1. */
    private static final byte[] RSA = {6, 9, 42, -122, 72, -122, -9, 13, 1, 1, 1};
    /** 1.2.840.10045.2.1, RFC 5480 section 2.1.1. */
    private static final byte[] EC = {6, 7, 42, -122, 72, -50, 61, 2, 1};

    private OldKeys() {}

    /** An {@code RSAPrivateKey} (RFC 8017 appendix A.1.2) as PKCS#8. */
    static byte[] rsa(byte[] key) {
        return envelope(RSA, NO_PARAMETERS, key);
    }

    /**
     * An {@code ECPrivateKey} (RFC 5915) as PKCS#8.
     *
     * @throws IllegalArgumentException when it does not name its curve
     */
    static byte[] ec(byte[] key) {
        int at = content(key, 0); // Of the sequence: version, key, curve, public key.
        int end = end(key, 0);
        while (at < end) {
            if ((key[at] & 0xFF) == CURVE) {
                return envelope(EC, Arrays.copyOfRange(key, content(key, at), end(key, at)), key);
            }
            at = end(key, at);
        }
        throw new IllegalArgumentException("no curve");
    }

    private static byte[] envelope(byte[] algorithm, byte[] parameters, byte[] key) {
        return value(SEQUENCE, VERSION, value(SEQUENCE, algorithm, parameters), value(OCTETS, key));
    }

    /** A value of DER: tag, length, content. */
    private static byte[] value(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        value.write(tag);
        int length = content.size();
        if (length > 0xFF) {
            value.write(0x82);
            value.write(length >> 8);
        } else if (length > 0x7F) {
            value.write(0x81);
        }
        value.write(length);
        value.writeBytes(content.toByteArray());
        return value.toByteArray();
    }

    /** Where the content of the value at a place begins. */
    private static int content(byte[] der, int at) {
        return at + 2 + Math.max(0, (der[at + 1] & 0xFF) - 0x80);
    }

    /** Where the value at a place ends. */
    private static int end(byte[] der, int at) {
        int from = content(der, at);
        int length = 0;
        for (int i = at + 2; i < from; i++) {
            length = length << 8 | der[i] & 0xFF;
        }
        int end = from + (from == at + 2 ? der[at + 1] : length);
        if (end <= at || end > der.length) {
            throw new IllegalArgumentException("broken off");
        }
        return end;
    }
}
