package lb.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/** Shows each client the identity for the name it asks for. Safe for many threads. */
final class IdentityKeys extends X509ExtendedKeyManager {
    /** A handshake that began before a change gets the rest of what it has chosen from there. */
    private record Generations(Identities now, Identities before) {}

    private volatile Generations generations =
            new Generations(new Identities(List.of()), null);

    /** From the next handshake on these. */
    void use(Identities identities) {
        generations = new Generations(identities, generations.now);
    }

    Identities now() {
        return generations.now;
    }

    /**
     * The alias of an identity with a key of this type; null where the name has none, upon which
     * the JDK asks for the next type that the client knows.
     */
    @Override
    public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
        String name = ServerName.requested(engine.getHandshakeSession());
        return generations.now.of(name).stream()
                .filter(identity -> identity.keyType().equals(keyType))
                .map(Identity::alias).findFirst().orElse(null);
    }

    private Optional<Identity> named(String alias) {
        Generations both = generations;
        return both.now.named(alias).or(() -> Optional.ofNullable(both.before)
                .flatMap(before -> before.named(alias)));
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return named(alias).map(Identity::key).orElse(null);
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return named(alias).map(identity -> identity.chain().toArray(new X509Certificate[0]))
                .orElse(null);
    }

    @Override
    public String[] getServerAliases(String keyType, Principal[] issuers) {
        return null; // The JDK's server asks for engines only.
    }

    @Override
    public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
        return null;
    }

    @Override
    public String[] getClientAliases(String keyType, Principal[] issuers) {
        return null;
    }

    @Override
    public String chooseClientAlias(String[] keyType, Principal[] issuers, Socket socket) {
        return null;
    }
}
