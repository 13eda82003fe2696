package io.jiraagent.access.oidc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.LogoutRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import io.jiraagent.access.LocalPath;
import io.jiraagent.access.oidc.BegunSignIns.Begun;
import io.jiraagent.config.OidcSettings;
import io.jiraagent.secret.Keyring;
import java.net.URI;
import java.text.ParseException;
import java.util.Optional;

/** Signing in at the provider, and out. Thread-safe. */
public final class OidcSignIn implements AutoCloseable {
    public static final String CALLBACK = "/login/oidc/callback";

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final int LONGEST_NAME = 100;

    private final OidcSettings settings;
    private final String publicUrl;
    private final Keyring keyring;
    private final BegunSignIns begunSignIns;
    private final ProviderClient client = new ProviderClient();
    private final Provider provider;
    private final CodeExchange exchange;
    private final RoleClaims roles;

    /** @param publicUrl address that browsers use, without a trailing slash */
    public OidcSignIn(OidcSettings settings, String publicUrl, Keyring keyring, BegunSignIns begunSignIns) {
        this.settings = settings;
        this.publicUrl = publicUrl;
        this.keyring = keyring;
        this.begunSignIns = begunSignIns;
        this.provider = new Provider(settings.issuer(), clientId(), client, System::nanoTime);
        this.exchange = new CodeExchange(settings, callback(), client);
        this.roles = new RoleClaims(settings);
    }

    /**
     * @param location where the browser goes
     * @param cookie the {@code Set-Cookie} header that it takes along
     */
    public record Leaving(URI location, String cookie) {}

    /**
     * Somebody whom the provider has signed in.
     *
     * @param subject issuer and subject: never another person's
     * @param role viewer, operator or admin; empty: may not look here
     * @param tenant name or id of the only tenant; empty: all
     * @param idTokenEncrypted for {@link #signOut}
     * @param state of this answer, not to be used again
     * @param next path to show
     */
    public record SignedIn(
            String subject,
            String name,
            Optional<String> role,
            Optional<String> tenant,
            String idTokenEncrypted,
            String state,
            String next) {}

    /**
     * @param next path to show afterwards
     * @throws OidcException the provider cannot be asked
     */
    public Leaving begin(String next) {
        State state = new State();
        Nonce nonce = new Nonce();
        CodeVerifier verifier = new CodeVerifier();
        URI location = new AuthenticationRequest.Builder(
                        ResponseType.CODE, new Scope(settings.scopes().toArray(String[]::new)), clientId(), callback())
                .endpointURI(provider.known().metadata().getAuthorizationEndpointURI())
                .state(state)
                .nonce(nonce)
                .codeChallenge(verifier, CodeChallengeMethod.S256)
                .build()
                .toURI();
        return new Leaving(
                location,
                begunSignIns.keep(state.getValue(), nonce.getValue(), verifier.getValue(), LocalPath.orStart(next)));
    }

    /**
     * @param query of the address to which the provider has sent the browser back; null: none
     * @param cookie that {@link #begin} has given the browser; empty: none
     * @throws OidcException nobody is signed in
     */
    public SignedIn complete(String query, Optional<String> cookie) {
        Begun begun = cookie.flatMap(begunSignIns::read).orElseThrow(OidcException::notBegunHere);
        Provider.Known known = provider.known();
        JWT idToken = exchange.idToken(query == null ? "" : query, begun, known.metadata());
        IDTokenClaimsSet claims = claims(known, idToken, begun);
        JsonNode json = json(claims);
        Optional<RoleClaims.Allowed> allowed = roles.of(json);
        return new SignedIn(
                settings.issuer() + " " + claims.getSubject().getValue(),
                name(json),
                allowed.map(RoleClaims.Allowed::role),
                allowed.flatMap(RoleClaims.Allowed::tenant),
                keyring.encrypt(idToken.getParsedString()),
                begun.state(),
                LocalPath.orStart(begun.next()));
    }

    /** Where a browser signs out at the provider; empty where it has no such place, or cannot be asked. */
    public Optional<URI> signOut(String idTokenEncrypted) {
        try {
            JWT idToken = JWTParser.parse(keyring.decrypt(idTokenEncrypted));
            return Optional.ofNullable(provider.known().metadata().getEndSessionEndpointURI())
                    .filter(provider::usable)
                    .map(endpoint -> new LogoutRequest(
                                    endpoint, idToken, null, clientId(), URI.create(publicUrl + "/login"), null, null)
                            .toURI());
        } catch (OidcException | ParseException e) {
            return Optional.empty();
        }
    }

    private static IDTokenClaimsSet claims(Provider.Known known, JWT idToken, Begun begun) {
        try {
            return known.validator().validate(idToken, new Nonce(begun.nonce()));
        } catch (BadJOSEException | JOSEException e) {
            throw OidcException.refused(e);
        }
    }

    private static JsonNode json(IDTokenClaimsSet claims) {
        try {
            return MAPPER.readTree(claims.toJSONObject().toJSONString());
        } catch (JsonProcessingException e) {
            throw OidcException.refused(e);
        }
    }

    /** Marked, so that nobody is taken for the holder of a token by the name they gave themselves. */
    private static String name(JsonNode claims) {
        String name = claims.path("preferred_username")
                .asText(claims.path("email").asText(claims.path("sub").asText()))
                .replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
        return "oidc:" + (name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name);
    }

    private ClientID clientId() {
        return new ClientID(settings.clientId());
    }

    private URI callback() {
        return URI.create(publicUrl + CALLBACK);
    }

    @Override
    public void close() {
        client.close();
    }
}
