package io.jiraagent.access.oidc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jiraagent.secret.Keyring;
import io.jiraagent.secret.UnreadableSecretException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Keeps what has to be known between leaving for the provider and coming back in a cookie, encrypted, so that nothing is
 * kept here for those who never come back. Thread-safe.
 */
public final class BegunSignIns {
    public static final String COOKIE = "jira_agent_sign_in";

    private static final Duration LIFE = Duration.ofMinutes(10);
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final Keyring keyring;
    private final boolean secure;
    private final Clock clock;

    /** @param secure browsers come by https */
    public BegunSignIns(Keyring keyring, boolean secure, Clock clock) {
        this.keyring = keyring;
        this.secure = secure;
        this.clock = clock;
    }

    /**
     * @param state ties the provider's answer to this browser
     * @param nonce ties the ID token to this sign-in
     * @param verifier proves to the provider who has begun it (PKCE)
     * @param next path to show afterwards
     * @param until epoch second of its end
     */
    record Begun(String state, String nonce, String verifier, String next, long until) {}

    /** The {@code Set-Cookie} header that keeps it. */
    String keep(String state, String nonce, String verifier, String next) {
        Begun begun = new Begun(
                state, nonce, verifier, next, clock.instant().plus(LIFE).getEpochSecond());
        try {
            return header(keyring.encrypt(MAPPER.writeValueAsString(begun)), LIFE);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The {@code Set-Cookie} header that forgets it. */
    public String forget() {
        return header("", Duration.ZERO);
    }

    /** Empty when the cookie is not ours, or over. */
    Optional<Begun> read(String cookie) {
        try {
            return Optional.of(MAPPER.readValue(keyring.decrypt(cookie), Begun.class))
                    .filter(begun -> clock.instant().getEpochSecond() < begun.until());
        } catch (UnreadableSecretException | JsonProcessingException e) {
            return Optional.empty();
        }
    }

    // Lax: the browser comes back from another site.
    private String header(String value, Duration life) {
        return COOKIE + "=" + value + "; Path=/login/oidc; Max-Age=" + life.toSeconds() + "; HttpOnly; SameSite=Lax"
                + (secure ? "; Secure" : "");
    }
}
