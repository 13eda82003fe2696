package io.jiraagent.routing;

import io.vertx.core.Vertx;
import io.vertx.core.net.PemKeyCertOptions;
import java.security.GeneralSecurityException;
import java.security.KeyException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import javax.net.ssl.KeyManager;
import javax.net.ssl.X509KeyManager;

/**
 * A private key with its certificate and those between it and the authority. Not printed.
 *
 * @param chain not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ServerKey(PrivateKey key, X509Certificate[] chain) {
    private static final byte[] SAMPLE = {1, 2, 3};

    /**
     * @throws GeneralSecurityException the two cannot be read, or do not belong together, as they do not for a moment while
     *     both are renewed
     */
    static ServerKey read(PemKeyCertOptions pem, Vertx vertx) throws GeneralSecurityException {
        X509KeyManager keys = Arrays.stream(managers(pem, vertx))
                .filter(X509KeyManager.class::isInstance)
                .map(X509KeyManager.class::cast)
                .findFirst()
                .orElseThrow(() -> new KeyException("no key"));
        String alias = Arrays.stream(new String[] {"RSA", "EC", "EdDSA"})
                .map(type -> keys.getServerAliases(type, null))
                .filter(Objects::nonNull)
                .flatMap(Arrays::stream)
                .findFirst()
                .orElseThrow(() -> new KeyException("the key is none of RSA, EC and EdDSA"));
        ServerKey read = new ServerKey(keys.getPrivateKey(alias), keys.getCertificateChain(alias));
        if (!read.belongTogether()) {
            throw new KeyException("the key is not that of the certificate");
        }
        return read;
    }

    private static KeyManager[] managers(PemKeyCertOptions pem, Vertx vertx) throws GeneralSecurityException {
        try {
            return pem.getKeyManagerFactory(vertx).getKeyManagers();
        } catch (GeneralSecurityException e) {
            throw e;
        } catch (Exception e) {
            throw new KeyException("not PEM: " + e.getMessage(), e);
        }
    }

    private boolean belongTogether() throws GeneralSecurityException {
        Signature signature = Signature.getInstance(
                switch (key.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> key.getAlgorithm();
                });
        signature.initSign(key);
        signature.update(SAMPLE);
        byte[] signed = signature.sign();
        signature.initVerify(chain[0].getPublicKey());
        signature.update(SAMPLE);
        return signature.verify(signed);
    }

    /** As TLS names it: {@code RSA}, {@code EC} or {@code EdDSA}. */
    String type() {
        return chain[0].getPublicKey().getAlgorithm();
    }

    Instant expiresAt() {
        return chain[0].getNotAfter().toInstant();
    }

    @Override
    public String toString() {
        return "ServerKey[***]";
    }
}
