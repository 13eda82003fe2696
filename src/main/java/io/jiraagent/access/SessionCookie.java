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
 * The cookie of a signed-in browser: {@code <session id>.<end>.<HMAC>}. It ends when the browser has been idle for too
 * long; each page that is opened gives it a later end. The session behind it may end sooner. Thread-safe.
 */
public final class SessionCookie {
    public static final String NAME = "jira_agent_session";

    /** A cookie younger than this is not given a later end. */
    private static final Duration FRESH = Duration.ofSeconds(30);

    private static final Pattern FORM = Pattern.compile(
            "([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\\.(\\d{1,12})\\.([A-Za-z0-9_-]{43})");

    private final byte[] key;
    private final boolean secure;
    private final Duration idle;
    private final Clock clock;

    /**
     * @param key the same on all instances
     * @param secure browsers come by https
     * @param idle how long nothing may be done
     */
    public SessionCookie(byte[] key, boolean secure, Duration idle, Clock clock) {
        this.key = key.clone();
        this.secure = secure;
        this.idle = idle;
        this.clock = clock;
    }

    /** The {@code Set-Cookie} header that signs in. */
    public String signIn(UUID sessionId) {
        String content = sessionId + "." + clock.instant().plus(idle).getEpochSecond();
        return header(content + "." + signature(content), idle);
    }

    /**
     * The {@code Set-Cookie} header that goes on with a session.
     *
     * @param value of a valid cookie
     * @return empty while the cookie is fresh
     */
    public Optional<String> renewal(String value) {
        return read(value)
                .filter(content ->
                        clock.instant().isAfter(content.end().minus(idle).plus(FRESH)))
                .map(content -> signIn(content.sessionId()));
    }

    /** The {@code Set-Cookie} header that signs out. */
    public String signOut() {
        return header("", Duration.ZERO);
    }

    /** The session that a cookie's value names; empty when it is not ours or has ended. */
    Optional<UUID> sessionId(String value) {
        return read(value).map(Content::sessionId);
    }

    private record Content(UUID sessionId, Instant end) {}

    private Optional<Content> read(String value) {
        Matcher parts = FORM.matcher(value);
        if (!parts.matches() || !genuine(parts.group(1) + "." + parts.group(2), parts.group(3))) {
            return Optional.empty();
        }
        Instant end = Instant.ofEpochSecond(Long.parseLong(parts.group(2)));
        return Optional.of(new Content(UUID.fromString(parts.group(1)), end))
                .filter(content -> clock.instant().isBefore(content.end()));
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
