package io.jiraagent.access.oidc;

import io.jiraagent.access.AccessRole;
import io.jiraagent.access.Person;
import io.jiraagent.access.Sessions;
import io.jiraagent.access.oidc.OidcSignIn.SignedIn;
import io.jiraagent.secret.Hashes;
import java.util.Optional;
import java.util.UUID;

/** Makes a session of what the provider says, or refuses it. Thread-safe. */
public final class OidcSessions {
    private final OidcSignIn signIn;
    private final Sessions sessions;

    public OidcSessions(OidcSignIn signIn, Sessions sessions) {
        this.signIn = signIn;
        this.sessions = sessions;
    }

    /** @param next path to show */
    public record Opened(UUID sessionId, String next) {}

    /**
     * @param query of the address to which the provider has sent the browser back; null: none
     * @param cookie that {@link OidcSignIn#begin} has given the browser; empty: none
     * @throws OidcException nobody is signed in
     */
    public Opened open(String query, Optional<String> cookie) {
        SignedIn signedIn = signIn.complete(query, cookie);
        Person person = person(signedIn).orElseThrow(() -> {
            sessions.refuse(signedIn.subject(), signedIn.name());
            return OidcException.noAccess();
        });
        return sessions.begin(person, Hashes.ofToken(signedIn.state()), signedIn.idTokenEncrypted())
                .map(id -> new Opened(id, signedIn.next()))
                .orElseThrow(OidcException::notBegunHere);
    }

    /** Empty: no role, or a tenant that there is not. */
    private Optional<Person> person(SignedIn signedIn) {
        Optional<UUID> tenantId = signedIn.tenant().flatMap(sessions::tenantId);
        return signedIn.role()
                .filter(role -> tenantId.isPresent() || signedIn.tenant().isEmpty())
                .map(role -> new Person(signedIn.subject(), signedIn.name(), AccessRole.of(role), tenantId));
    }
}
