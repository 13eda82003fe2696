package io.jiraagent.access;

import io.jiraagent.secret.Hashes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The cookie of a signed-in browser: {@code <token id>.<end>.<HMAC>}. It names the token and does not hold it, so it ends
 * when the token is revoked. Nothing of a session is kept on the server. Thread-safe.
 */
public final class SessionCookie {
    public static final String NAME = "jira_agent_session";

    private static final Duration LIFE = Duration.ofHours(12);
    private static final Pattern FORM = Pattern.compile(
            "([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\\.(\\d{1,12})\\.([A-Za-z0-9_-]{43})");

    private final byte[] key;
    private final boolean secure;
    private final Clock clock;

    /**
     * @param key the same on all instances
     * @param secure browsers come by https
     */
    public SessionCookie(byte[] key, boolean secure, Clock clock) {
        this.key = key.clone();
        this.secure = secure;
        this.clock = clock;
    }

    /** The {@code Set-Cookie} header that signs in. */
    public String signIn(UUID tokenId) {
        String content = tokenId + "." + clock.instant().plus(LIFE).getEpochSecond();
        return header(content + "." + signature(content), LIFE);
    }

    /** The {@code Set-Cookie} header that signs out. */
    public String signOut() {
        return header("", Duration.ZERO);
    }

    /** The token that a cookie's value names; empty when it is not ours or has ended. */
    Optional<UUID> tokenId(String value) {
        Matcher parts = FORM.matcher(value);
        if (!parts.matches() || !genuine(parts.group(1) + "." + parts.group(2), parts.group(3))) {
            return Optional.empty();
        }
        Instant end = Instant.ofEpochSecond(Long.parseLong(parts.group(2)));
        return clock.instant().isBefore(end) ? Optional.of(UUID.fromString(parts.group(1))) : Optional.empty();
    }

    private boolean genuine(String content, String signature) {
        return MessageDigest.isEqual(
                signature(content).getBytes(StandardCharsets.US_ASCII), signature.getBytes(StandardCharsets.US_ASCII));
    }

    private String signature(String content) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Hashes.hmacSha256(key, content.getBytes(StandardCharsets.US_ASCII)));
    }

    private String header(String value, Duration life) {
        return NAME + "=" + value + "; Path=/; Max-Age=" + life.toSeconds() + "; HttpOnly; SameSite=Strict"
                + (secure ? "; Secure" : "");
    }
}
