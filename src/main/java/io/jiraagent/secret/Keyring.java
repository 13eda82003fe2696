package io.jiraagent.secret;

import com.macasaet.fernet.Key;
import com.macasaet.fernet.StringValidator;
import com.macasaet.fernet.Token;
import com.macasaet.fernet.TokenValidationException;
import java.time.Duration;
import java.time.temporal.TemporalAmount;
import java.util.Base64;
import java.util.List;

/**
 * The encryption keys. Tokens are <a href="https://github.com/fernet/spec/blob/master/Spec.md">Fernet</a> tokens,
 * readable and writable by Python's {@code cryptography.fernet}. They do not expire. Thread-safe.
 */
public final class Keyring {
    private static final int KEY_BYTES = 32;

    private static final StringValidator FOREVER = new StringValidator() {
        @Override
        public TemporalAmount getTimeToLive() {
            return Duration.ofDays(365_000);
        }

        @Override
        public TemporalAmount getMaxClockSkew() {
            return Duration.ofDays(365_000);
        }
    };

    private final List<Key> keys;

    private Keyring(List<Key> keys) {
        this.keys = keys;
    }

    /**
     * @param keys 32 bytes each in base64url; the first encrypts, all decrypt
     * @throws IllegalArgumentException there is none, or one is not a Fernet key; the message does not show it
     */
    public static Keyring of(List<String> keys) {
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("At least one encryption key is needed");
        }
        return new Keyring(keys.stream().map(Keyring::parse).toList());
    }

    /** A new random key, in the form that {@code ENCRYPTION_KEY} takes. */
    public static String generateKey() {
        return Key.generateKey().serialise();
    }

    public String encrypt(String text) {
        return Token.generate(keys.get(0), text).serialise();
    }

    /**
     * @throws UnreadableSecretException the token is damaged, or was made with a key that is not here
     */
    public String decrypt(String token) {
        try {
            return Token.fromString(token.strip()).validateAndDecrypt(keys, FOREVER);
        } catch (TokenValidationException | IllegalArgumentException e) {
            throw new UnreadableSecretException();
        }
    }

    /** Whether the token was made with the key that encrypts. */
    public boolean isCurrent(String token) {
        try {
            Token.fromString(token.strip()).validateAndDecrypt(keys.get(0), FOREVER);
            return true;
        } catch (TokenValidationException | IllegalArgumentException e) {
            return false;
        }
    }

    private static Key parse(String key) {
        try {
            if (Base64.getUrlDecoder().decode(key).length == KEY_BYTES) {
                return new Key(key);
            }
        } catch (IllegalArgumentException e) {
            throw notAKey();
        }
        throw notAKey();
    }

    private static IllegalArgumentException notAKey() {
        return new IllegalArgumentException("An encryption key is not 32 bytes in base64url (44 characters); make one"
                + " with './jira-agent secret generate --encryption-key'");
    }
}
