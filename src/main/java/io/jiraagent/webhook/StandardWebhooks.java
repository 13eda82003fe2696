package io.jiraagent.webhook;

import io.jiraagent.secret.Ed25519;
import io.jiraagent.secret.Hashes;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Signing and checking as of <a href="https://www.standardwebhooks.com">Standard Webhooks</a>. Thread-safe.
 */
public final class StandardWebhooks {
    private final PublicKey nobodysKey = Ed25519.publicKey(Ed25519.generate().publicKey());
    private final KeyPairCheck keyPairs;
    private final Clock clock;
    private final Duration tolerance;

    /** Tells whether a signature was made with the private half of a key. */
    @FunctionalInterface
    public interface KeyPairCheck {
        /** @param signature 64 bytes */
        boolean genuine(PublicKey key, byte[] content, byte[] signature);
    }

    /** @param tolerance how far the sender's clock may be from this one, in both directions */
    public StandardWebhooks(KeyPairCheck keyPairs, Clock clock, Duration tolerance) {
        this.keyPairs = keyPairs;
        this.clock = clock;
        this.tolerance = tolerance;
    }

    /** What is signed: the id, the time in Unix seconds and the body, with dots between. */
    public static byte[] content(String id, long seconds, byte[] body) {
        return StandardSignature.content(id, Long.toString(seconds), body);
    }

    /** The value of {@code webhook-signature} for a secret's key. */
    public static String sign(byte[] key, byte[] content) {
        return "v1," + Base64.getEncoder().encodeToString(Hashes.hmacSha256(key, content));
    }

    /** Whether one of the signatures is genuine; costs the same for those that are not. */
    boolean genuine(StandardSignature signature, byte[] body, List<byte[]> keys, Optional<PublicKey> publicKey) {
        byte[] content = StandardSignature.content(signature.id(), signature.timestamp(), body);
        boolean genuine = false;
        for (byte[] key : keys) {
            byte[] expected = Hashes.hmacSha256(key, content);
            for (byte[] given : signature.symmetric()) {
                genuine |= MessageDigest.isEqual(expected, given);
            }
        }
        PublicKey verifying = publicKey.orElse(nobodysKey);
        for (byte[] given : signature.asymmetric()) {
            genuine = genuine || keyPairs.genuine(verifying, content, given);
        }
        return genuine;
    }

    /** @throws Refusal it was signed too long ago, or in the future; only for signatures that are genuine */
    void requireFresh(StandardSignature signature) {
        Duration behind = Duration.between(signature.at(), clock.instant());
        if (behind.abs().compareTo(tolerance) > 0) {
            throw Refusal.staleSignature(behind, tolerance);
        }
    }
}
