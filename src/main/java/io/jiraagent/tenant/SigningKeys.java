package io.jiraagent.tenant;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * The HMAC keys that are valid for one handed-out secret: its base64-decoded bytes (the documented way), and its text
 * (what Jira uses when the secret is pasted into its webhook form). Never prints them. Immutable.
 */
public final class SigningKeys {
    /** What Standard Webhooks writes before a secret. */
    private static final String PREFIX = "whsec_";

    private final List<byte[]> keys;

    private SigningKeys(List<byte[]> keys) {
        this.keys = keys;
    }

    /** @param secret the text that was handed out, with or without {@code whsec_} before it */
    public static SigningKeys of(String secret) {
        List<byte[]> keys = new ArrayList<>(2);
        try {
            byte[] decoded =
                    Base64.getDecoder().decode(secret.startsWith(PREFIX) ? secret.substring(PREFIX.length()) : secret);
            if (decoded.length > 0) {
                keys.add(decoded);
            }
        } catch (IllegalArgumentException e) {
            // An operator's own secret need not be base64; its text is the key then.
        }
        keys.add(secret.getBytes(StandardCharsets.UTF_8));
        return new SigningKeys(keys);
    }

    /** These and then those of {@code other}. */
    public SigningKeys and(SigningKeys other) {
        List<byte[]> all = new ArrayList<>(keys);
        all.addAll(other.keys);
        return new SigningKeys(all);
    }

    /** The one to sign with: the current secret's, and of its two the documented one. */
    public byte[] first() {
        return keys.get(0).clone();
    }

    public List<byte[]> keys() {
        return List.copyOf(keys);
    }

    @Override
    public String toString() {
        return "SigningKeys[***]";
    }
}
