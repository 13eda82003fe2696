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
    private static final UUID SESSION = UUID.randomUUID();

    private static SessionCookie at(Instant now, int key) {
        return new SessionCookie(
                new byte[] {(byte) key, 2, 3}, true, Duration.ofHours(2), Clock.fixed(now, ZoneOffset.UTC));
    }

    private static String value(String header) {
        return header.substring(header.indexOf('=') + 1, header.indexOf(';'));
    }

    @Test
    void aCookieNamesItsSession() {
        SessionCookie cookies = at(NOW, 1);

        assertThat(cookies.sessionId(value(cookies.signIn(SESSION)))).hasValue(SESSION);
    }

    @Test
    void itEndsWhenNothingWasDoneForSoLong() {
        String value = value(at(NOW, 1).signIn(SESSION));

        assertThat(at(NOW.plus(Duration.ofHours(2)).minusSeconds(1), 1).sessionId(value))
                .hasValue(SESSION);
        assertThat(at(NOW.plus(Duration.ofHours(2)), 1).sessionId(value)).isEmpty();
    }

    @Test
    void itIsGivenALaterEndOnceItIsNoLongerFresh() {
        String value = value(at(NOW, 1).signIn(SESSION));
        SessionCookie later = at(NOW.plusSeconds(60), 1);

        String renewed = value(later.renewal(value).orElseThrow());

        assertThat(at(NOW.plusSeconds(59).plus(Duration.ofHours(2)), 1).sessionId(renewed))
                .hasValue(SESSION);
        assertThat(at(NOW.plusSeconds(10), 1).renewal(value)).isEmpty();
        assertThat(at(NOW.plus(Duration.ofHours(2)), 1).renewal(value)).isEmpty();
    }

    @Test
    void nobodyElseMakesOne() {
        String value = value(at(NOW, 1).signIn(SESSION));

        assertThat(at(NOW, 9).sessionId(value)).isEmpty();
        assertThat(at(NOW, 1)
                        .sessionId(value.replace(
                                SESSION.toString(), UUID.randomUUID().toString())))
                .isEmpty();
        assertThat(at(NOW, 1).sessionId(value.replaceFirst("\\.\\d", ".9"))).isEmpty();
        assertThat(at(NOW, 1).sessionId("")).isEmpty();
    }

    @Test
    void itIsSecureWhereBrowsersComeByHttps() {
        assertThat(at(NOW, 1).signIn(SESSION)).endsWith("; HttpOnly; SameSite=Strict; Secure");
        assertThat(new SessionCookie(new byte[] {1}, false, Duration.ofHours(2), Clock.systemUTC()).signIn(SESSION))
                .doesNotContain("Secure");
    }
}
