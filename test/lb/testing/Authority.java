package lb.testing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Issues certificates for tests, in this process: no program is needed, and it takes milliseconds.
 * Writes them in DER by hand, as RFC 5280 section 4.1 says.
 */
public final class Authority {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final byte[] ECDSA_SHA256 = oid(42, 134, 72, 206, 61, 4, 3, 2);
    private static final byte[] COMMON_NAME = oid(85, 4, 3);
    private static final byte[] ALTERNATIVE_NAMES = oid(85, 29, 17);
    private static final byte[] BASIC_CONSTRAINTS = oid(85, 29, 19);
    /** RSA keys take long to make, and one is as good as another. */
    private static final Map<String, KeyPair> RSA = new ConcurrentHashMap<>();

    private final String name;
    private final PrivateKey key;
    private final List<X509Certificate> chain;

    private Authority(String name, PrivateKey key, List<X509Certificate> chain) {
        this.name = name;
        this.key = key;
        this.chain = chain;
    }

    /** An authority that nobody else vouches for. */
    public static Authority root(String name) {
        KeyPair pair = keys("EC");
        byte[] extensions = extension(BASIC_CONSTRAINTS, sequence(tagged(1, new byte[] {-1})));
        X509Certificate own = certificate(name, name, pair, pair.getPrivate(), Duration.ofDays(-1),
                Duration.ofDays(900), extensions);
        return new Authority(name, pair.getPrivate(), List.of(own));
    }

    /** One whom this one vouches for. */
    public Authority intermediate(String other) {
        KeyPair pair = keys("EC");
        byte[] extensions = extension(BASIC_CONSTRAINTS, sequence(tagged(1, new byte[] {-1})));
        List<X509Certificate> longer = new ArrayList<>(chain);
        longer.addFirst(certificate(other, name, pair, key, Duration.ofDays(-1),
                Duration.ofDays(900), extensions));
        return new Authority(other, pair.getPrivate(), longer);
    }

    /** Its own certificate, in which others believe. */
    public X509Certificate certificate() {
        return chain.getFirst();
    }

    /** A key ({@code RSA} or {@code EC}) and a certificate for these names and addresses. */
    public Credentials issue(String algorithm, String... names) {
        return issue(algorithm, Duration.ofDays(-1), Duration.ofDays(300), names);
    }

    /** The same, valid from and until so long from now. */
    public Credentials issue(String algorithm, Duration from, Duration until, String... names) {
        KeyPair pair = keys(algorithm);
        List<byte[]> alternatives = new ArrayList<>();
        for (String one : names) {
            alternatives.add(alternative(one));
        }
        byte[] extensions = extension(ALTERNATIVE_NAMES,
                sequence(alternatives.toArray(new byte[0][])));
        List<X509Certificate> all = new ArrayList<>(chain);
        all.addFirst(certificate(names[0], name, pair, key, from, until, extensions));
        all.removeLast(); // The root, which clients have.
        return new Credentials(pair.getPrivate(), List.copyOf(all));
    }

    private static KeyPair keys(String algorithm) {
        return algorithm.equals("RSA") ? RSA.computeIfAbsent("RSA", rsa -> generate(rsa, 2048))
                : generate(algorithm, 256);
    }

    private static KeyPair generate(String algorithm, int size) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(size);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static X509Certificate certificate(String subject, String issuer, KeyPair pair,
            PrivateKey signer, Duration from, Duration until, byte[] extensions) {
        Instant now = Instant.now();
        byte[] algorithm = sequence(ECDSA_SHA256);
        byte[] content = sequence(
                tagged(0xA0, tagged(2, new byte[] {2})),
                tagged(2, new BigInteger(63, new SecureRandom()).add(BigInteger.ONE).toByteArray()),
                algorithm, distinguished(issuer),
                sequence(time(now.plus(from)), time(now.plus(until))),
                distinguished(subject), pair.getPublic().getEncoded(),
                tagged(0xA3, sequence(extensions)));
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(signer);
            signature.update(content);
            byte[] all = sequence(content, algorithm, bits(signature.sign()));
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(all));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] distinguished(String name) {
        byte[] text = tagged(12, name.getBytes(StandardCharsets.UTF_8));
        return sequence(tagged(0x31, sequence(COMMON_NAME, text)));
    }

    private static byte[] alternative(String name) {
        if (!name.matches("[0-9.]+|.*:.*")) {
            return tagged(0x82, name.getBytes(StandardCharsets.US_ASCII));
        }
        try {
            return tagged(0x87, InetAddress.getByName(name).getAddress());
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] extension(byte[] id, byte[] value) {
        return sequence(id, tagged(4, value));
    }

    private static byte[] time(Instant instant) {
        return tagged(24, TIME.format(instant).getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] bits(byte[] bytes) {
        return tagged(3, new byte[] {0}, bytes);
    }

    private static byte[] oid(int... bytes) {
        byte[] content = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            content[i] = (byte) bytes[i];
        }
        return tagged(6, content);
    }

    private static byte[] sequence(byte[]... parts) {
        return tagged(0x30, parts);
    }

    private static byte[] tagged(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        value.write(tag);
        if (content.size() > 255) {
            value.write(0x82);
            value.write(content.size() >> 8);
        } else if (content.size() > 127) {
            value.write(0x81);
        }
        value.write(content.size());
        value.writeBytes(content.toByteArray());
        return value.toByteArray();
    }
}
