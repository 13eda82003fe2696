package io.jiraagent.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SessionCookieTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final UUID TOKEN = UUID.randomUUID();

    private static SessionCookie at(Instant now, int key) {
        return new SessionCookie(new byte[] {(byte) key, 2, 3}, true, Clock.fixed(now, ZoneOffset.UTC));
    }

    private static String value(String header) {
        return header.substring(header.indexOf('=') + 1, header.indexOf(';'));
    }

    @Test
    void aSessionNamesItsToken() {
        SessionCookie cookies = at(NOW, 1);

        assertThat(cookies.tokenId(value(cookies.signIn(TOKEN)))).hasValue(TOKEN);
    }

    @Test
    void aSessionEndsAfterTwelveHours() {
        String value = value(at(NOW, 1).signIn(TOKEN));

        assertThat(at(NOW.plus(Duration.ofHours(12)).minusSeconds(1), 1).tokenId(value))
                .hasValue(TOKEN);
        assertThat(at(NOW.plus(Duration.ofHours(12)), 1).tokenId(value)).isEmpty();
    }

    @Test
    void nobodyElseMakesOne() {
        String value = value(at(NOW, 1).signIn(TOKEN));

        assertThat(at(NOW, 9).tokenId(value)).isEmpty();
        assertThat(at(NOW, 1)
                        .tokenId(value.replace(
                                TOKEN.toString(), UUID.randomUUID().toString())))
                .isEmpty();
        assertThat(at(NOW, 1).tokenId(value.replaceFirst("\\.\\d", ".9"))).isEmpty();
        assertThat(at(NOW, 1).tokenId("")).isEmpty();
    }

    @Test
    void itIsSecureWhereBrowsersComeByHttps() {
        assertThat(at(NOW, 1).signIn(TOKEN)).endsWith("; HttpOnly; SameSite=Strict; Secure");
        assertThat(new SessionCookie(new byte[] {1}, false, Clock.systemUTC()).signIn(TOKEN))
                .doesNotContain("Secure");
    }
}
