package io.jiraagent.config;

import java.time.Duration;
import java.util.Optional;

/**
 * How people sign in to the pages, and for how long.
 *
 * @param idle a session ends so long after its last page was opened or form was sent
 * @param longest a session ends so long after signing in, whatever is done in it
 * @param oidc empty: by token and link only
 */
public record SignInSettings(Duration idle, Duration longest, Optional<OidcSettings> oidc) {

    static SignInSettings read(PropertySource source) {
        return new SignInSettings(
                source.duration("session.idle", Duration.ofHours(2), Duration.ofMinutes(1), Duration.ofDays(30)),
                source.duration("session.longest", Duration.ofHours(12), Duration.ofMinutes(1), Duration.ofDays(30)),
                OidcSettings.read(source));
    }
}
