package io.jiraagent.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.jiraagent.access.TokenStore.StoredToken;
import io.jiraagent.secret.Hashes;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * Tells who a token, a session or a login link belongs to. Known tokens are remembered for a moment; a revoked one is
 * refused within five seconds. What cannot be looked up is not let in. Thread-safe.
 */
public final class Authenticator {
    private static final Duration REMEMBERED = Duration.ofSeconds(3);
    private static final int MAX_REMEMBERED = 10_000;

    private final TokenStore tokens;
    private final Sessions sessions;
    private final SessionCookie cookies;
    private final Clock clock;
    private final Cache<ByteBuffer, StoredToken> byHash = cache();
    private final Cache<UUID, StoredToken> bySession = cache();

    public Authenticator(TokenStore tokens, Sessions sessions, SessionCookie cookies, Clock clock) {
        this.tokens = tokens;
        this.sessions = sessions;
        this.cookies = cookies;
        this.clock = clock;
    }

    private static <K> Cache<K, StoredToken> cache() {
        return Caffeine.newBuilder()
                .maximumSize(MAX_REMEMBERED)
                .expireAfterWrite(REMEMBERED)
                .build();
    }

    /** The holder of a token; empty when it is unknown, expired or revoked. */
    public Optional<Caller> byToken(String token) {
        byte[] hash = Hashes.ofToken(token);
        return valid(
                byHash.get(ByteBuffer.wrap(hash), key -> tokens.byHash(hash).orElse(null)));
    }

    /** @param cookie the value of {@link SessionCookie#NAME} */
    public Optional<Caller> bySession(String cookie) {
        return cookies.sessionId(cookie)
                .flatMap(id -> valid(bySession.get(id, key -> sessions.find(key).orElse(null))));
    }

    /** Uses up a login link; empty when it is unknown, used, or over. */
    public Optional<Caller> byLoginCode(String code) {
        return tokens.redeem(Hashes.ofToken(code)).flatMap(tokens::byId).flatMap(this::valid);
    }

    /**
     * Ends a session; other instances refuse it within five seconds.
     *
     * @param cookie the value of {@link SessionCookie#NAME}
     * @return the encrypted ID token of somebody whom a provider had signed in
     */
    public Optional<String> signOut(String cookie) {
        Optional<UUID> session = cookies.sessionId(cookie);
        Optional<String> idToken = session.flatMap(sessions::end);
        session.ifPresent(bySession::invalidate);
        return idToken;
    }

    private Optional<Caller> valid(StoredToken token) {
        return Optional.ofNullable(token)
                .filter(t -> t.validAt(clock.instant()))
                .map(StoredToken::caller);
    }
}
