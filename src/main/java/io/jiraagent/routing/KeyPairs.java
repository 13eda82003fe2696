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

/** Looks whether a certificate and a private key belong together, as they do not for a moment while both are renewed. */
final class KeyPairs {
    private static final byte[] SAMPLE = {1, 2, 3};

    private KeyPairs() {}

    /**
     * @return when the certificate ends
     * @throws GeneralSecurityException they cannot be read, or do not belong together
     */
    static Instant requireMatch(PemKeyCertOptions pair, Vertx vertx) throws GeneralSecurityException {
        X509KeyManager keys = Arrays.stream(managers(pair, vertx))
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
        X509Certificate certificate = keys.getCertificateChain(alias)[0];
        if (!belong(certificate, keys.getPrivateKey(alias))) {
            throw new KeyException("the key is not that of the certificate");
        }
        return certificate.getNotAfter().toInstant();
    }

    private static KeyManager[] managers(PemKeyCertOptions pair, Vertx vertx) throws GeneralSecurityException {
        try {
            return pair.getKeyManagerFactory(vertx).getKeyManagers();
        } catch (GeneralSecurityException e) {
            throw e;
        } catch (Exception e) {
            throw new KeyException("not PEM: " + e.getMessage(), e);
        }
    }

    private static boolean belong(X509Certificate certificate, PrivateKey key) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(algorithm(key));
        signature.initSign(key);
        signature.update(SAMPLE);
        byte[] signed = signature.sign();
        signature.initVerify(certificate.getPublicKey());
        signature.update(SAMPLE);
        return signature.verify(signed);
    }

    private static String algorithm(PrivateKey key) {
        return switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
    }
}
