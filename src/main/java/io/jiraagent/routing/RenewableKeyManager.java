package io.jiraagent.routing;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * Gives each handshake the newest key. One that began with the key before still finds it, so that no connection fails while
 * a certificate is renewed; exchanging the server's whole TLS set-up would close those that come meanwhile. Thread-safe.
 */
final class RenewableKeyManager extends X509ExtendedKeyManager {
    private static final int KEPT = 2;

    private record Entry(String alias, ServerKey key) {}

    /** Newest first. */
    private volatile List<Entry> entries = List.of();

    private int taken;

    synchronized void use(ServerKey key) {
        taken++;
        entries = Stream.concat(Stream.of(new Entry(Integer.toString(taken), key)), entries.stream())
                .limit(KEPT)
                .toList();
    }

    @Override
    public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
        return newest(keyType).orElse(null);
    }

    @Override
    public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
        return newest(keyType).orElse(null);
    }

    @Override
    public String[] getServerAliases(String keyType, Principal[] issuers) {
        return newest(keyType).map(alias -> new String[] {alias}).orElse(null);
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return find(alias).map(key -> key.chain().clone()).orElse(null);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return find(alias).map(ServerKey::key).orElse(null);
    }

    @Override
    public String[] getClientAliases(String keyType, Principal[] issuers) {
        return null;
    }

    @Override
    public String chooseClientAlias(String[] keyType, Principal[] issuers, Socket socket) {
        return null;
    }

    private Optional<String> newest(String keyType) {
        return entries.stream()
                .limit(1)
                .filter(entry -> entry.key().type().equals(keyType))
                .map(Entry::alias)
                .findFirst();
    }

    private Optional<ServerKey> find(String alias) {
        return entries.stream()
                .filter(entry -> entry.alias().equals(alias))
                .map(Entry::key)
                .findFirst();
    }
}
