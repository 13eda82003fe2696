package io.jiraagent.webhook;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The well-formed headers of a request that is signed as of
 * <a href="https://www.standardwebhooks.com">Standard Webhooks</a>: what was signed is the id, the time and the body.
 *
 * @param id names the event; holds no dot, so that it cannot be taken for the time or the body
 * @param timestamp Unix seconds, as sent
 * @param symmetric the signatures of version {@code v1}, HMAC-SHA256
 * @param asymmetric the signatures of version {@code v1a}, Ed25519
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record StandardSignature(String id, String timestamp, List<byte[]> symmetric, List<byte[]> asymmetric) {
    static final String ID_HEADER = "webhook-id";
    static final String TIMESTAMP_HEADER = "webhook-timestamp";
    static final String HEADER = "webhook-signature";

    static final String GENERAL_HINT = "Sign id.timestamp.body with the exact bytes that are sent: v1 with the agent's"
            + " secret decoded from base64 as the key, v1a with the private key whose public key the agent has. Check the"
            + " agent id in the address.";

    /** A check of one costs time, and nobody has so many keys at once. */
    private static final int MAX_SIGNATURES = 8;

    private static final int HMAC_BYTES = 32;
    private static final int ED25519_BYTES = 64;
    private static final Pattern ID = Pattern.compile("[!-~&&[^.]]{1,256}");
    private static final Pattern SECONDS = Pattern.compile("\\d{1,12}");
    private static final Pattern HEX = Pattern.compile("(v1[,=])?[0-9a-fA-F]{64}");

    /** @throws Refusal a header is missing, sent twice or malformed; its hint is taken from the headers' shape */
    static StandardSignature parse(IncomingEvent event) {
        String id = event.single(ID_HEADER).orElseThrow(() -> missing(ID_HEADER));
        String timestamp = event.single(TIMESTAMP_HEADER).orElseThrow(() -> missing(TIMESTAMP_HEADER));
        String header = event.single(HEADER).orElseThrow(() -> missing(HEADER));
        if (!ID.matcher(id).matches()) {
            throw Refusal.invalidSignature("webhook-id is 1 to 256 visible characters without a dot.");
        }
        if (!SECONDS.matcher(timestamp).matches()) {
            throw Refusal.invalidSignature("webhook-timestamp is a whole number of seconds since 1970.");
        }
        List<byte[]> symmetric = new ArrayList<>();
        List<byte[]> asymmetric = new ArrayList<>();
        String[] signatures = header.split(" +", -1);
        if (signatures.length > MAX_SIGNATURES) {
            throw Refusal.invalidSignature("Send at most " + MAX_SIGNATURES + " signatures.");
        }
        for (String signature : signatures) {
            decoded(signature, "v1,", HMAC_BYTES).ifPresent(symmetric::add);
            decoded(signature, "v1a,", ED25519_BYTES).ifPresent(asymmetric::add);
        }
        if (symmetric.isEmpty() && asymmetric.isEmpty()) {
            throw Refusal.invalidSignature(
                    HEX.matcher(header).matches()
                            ? "This looks like hex; write the HMAC as base64: v1,<base64>."
                            : "Expected v1,<base64 of 32 bytes> or v1a,<base64 of 64 bytes>.");
        }
        return new StandardSignature(id, timestamp, symmetric, asymmetric);
    }

    /** When the sender signed. */
    Instant at() {
        return Instant.ofEpochSecond(Long.parseLong(timestamp));
    }

    /** What was signed. */
    static byte[] content(String id, String timestamp, byte[] body) {
        ByteArrayOutputStream content = new ByteArrayOutputStream(body.length + 300);
        content.writeBytes((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
        content.writeBytes(body);
        return content.toByteArray();
    }

    private static Refusal missing(String header) {
        return Refusal.invalidSignature("Send " + header + " exactly once.");
    }

    /** Empty for other versions, which later senders may add, and for what is malformed: another one may be right. */
    private static Optional<byte[]> decoded(String signature, String version, int length) {
        if (!signature.startsWith(version)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Base64.getDecoder().decode(signature.substring(version.length())))
                    .filter(bytes -> bytes.length == length);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
