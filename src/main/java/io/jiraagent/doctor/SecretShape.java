package io.jiraagent.doctor;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Whether a signing secret looks like 32 random bytes in base64. */
final class SecretShape {
    private static final int BYTES = 32;

    /** Of 32 random bytes about 30 differ; fewer than this does not happen by chance. */
    private static final int LEAST_DIFFERENT = 20;

    private SecretShape() {}

    /** What is wrong with it, without a character of it; empty while nothing is. */
    static Optional<String> trouble(String secret) {
        if (!secret.equals(secret.strip())) {
            return Optional.of("has white space around it, which no sender signs with");
        }
        if (secret.matches("[0-9a-fA-F]{64}")) {
            return Optional.of(
                    "is 64 hex digits instead of base64, so that senders which decode it sign with other bytes");
        }
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(secret);
        } catch (IllegalArgumentException e) {
            return Optional.of("is not base64, so that senders cannot decode it");
        }
        if (bytes.length != BYTES) {
            return Optional.of("is " + bytes.length + " bytes in base64 instead of " + BYTES);
        }
        long different = new String(bytes, StandardCharsets.ISO_8859_1)
                .chars()
                .distinct()
                .count();
        return different < LEAST_DIFFERENT
                ? Optional.of("is not random: only " + different + " of its " + BYTES + " bytes differ")
                : Optional.empty();
    }
}
