package io.jiraagent.secret;

/** A stored secret cannot be decrypted: the key is missing from {@code ENCRYPTION_KEY}, or the token is damaged. */
public final class UnreadableSecretException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableSecretException() {
        super("The stored secret cannot be decrypted with any key of ENCRYPTION_KEY");
    }
}
