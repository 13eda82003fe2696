package io.jiraagent.access.oidc;

import com.nimbusds.jwt.JWT;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import io.jiraagent.access.oidc.BegunSignIns.Begun;
import io.jiraagent.config.OidcSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/** Takes the answer that a browser brings from the provider, and exchanges its code for the ID token. Thread-safe. */
final class CodeExchange {
    private static final int SERVER_ERROR = 500;

    private final OidcSettings settings;
    private final URI callback;
    private final ProviderClient client;

    CodeExchange(OidcSettings settings, URI callback, ProviderClient client) {
        this.settings = settings;
        this.callback = callback;
        this.client = client;
    }

    /**
     * @param query of the address that the browser came to
     * @return not validated yet
     * @throws OidcException there is none
     */
    JWT idToken(String query, Begun begun, OIDCProviderMetadata metadata) {
        AuthorizationCode code = code(query, begun, metadata);
        try {
            HTTPResponse answer = request(code, begun, metadata).toHTTPRequest().send(client);
            if (answer.getStatusCode() >= SERVER_ERROR) {
                throw new IOException("The token endpoint answered " + answer.getStatusCode());
            }
            TokenResponse response = OIDCTokenResponseParser.parse(answer);
            if (!response.indicatesSuccess()) {
                throw OidcException.refused(new IOException("The token endpoint answered "
                        + word(response.toErrorResponse().getErrorObject())));
            }
            JWT idToken = ((OIDCTokenResponse) response.toSuccessResponse())
                    .getOIDCTokens()
                    .getIDToken();
            if (idToken == null) {
                throw OidcException.refused(new IOException("The token endpoint gave no ID token"));
            }
            return idToken;
        } catch (ParseException e) {
            throw OidcException.refused(e);
        } catch (IOException e) {
            throw OidcException.unavailable(e);
        }
    }

    private AuthorizationCode code(String query, Begun begun, OIDCProviderMetadata metadata) {
        AuthenticationResponse answer = parse(query);
        if (answer.getState() == null || !same(answer.getState().getValue(), begun.state())) {
            throw OidcException.notBegunHere();
        }
        // Which provider has answered, where it says so (RFC 9207).
        boolean fromIssuer = answer.getIssuer() == null
                ? !metadata.supportsAuthorizationResponseIssuerParam()
                : answer.getIssuer().equals(metadata.getIssuer());
        if (!fromIssuer) {
            throw OidcException.refused(new IOException("The answer is another issuer's"));
        }
        if (!answer.indicatesSuccess()) {
            throw OidcException.declined(word(answer.toErrorResponse().getErrorObject()));
        }
        AuthorizationCode code = answer.toSuccessResponse().getAuthorizationCode();
        if (code == null) {
            throw OidcException.refused(new IOException("The answer has no code"));
        }
        return code;
    }

    private AuthenticationResponse parse(String query) {
        try {
            return AuthenticationResponseParser.parse(URI.create(callback + "?" + query));
        } catch (ParseException | IllegalArgumentException e) {
            throw OidcException.notBegunHere();
        }
    }

    private TokenRequest request(AuthorizationCode code, Begun begun, OIDCProviderMetadata metadata) {
        AuthorizationCodeGrant grant = new AuthorizationCodeGrant(code, callback, new CodeVerifier(begun.verifier()));
        ClientID clientId = new ClientID(settings.clientId());
        return settings.clientSecret()
                .map(secret -> new TokenRequest.Builder(
                        metadata.getTokenEndpointURI(), authentication(clientId, secret, metadata), grant))
                .orElseGet(() -> new TokenRequest.Builder(metadata.getTokenEndpointURI(), clientId, grant))
                .build();
    }

    private static ClientAuthentication authentication(
            ClientID clientId, String secret, OIDCProviderMetadata metadata) {
        List<ClientAuthenticationMethod> methods = metadata.getTokenEndpointAuthMethods();
        boolean inForm = methods != null
                && methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_POST)
                && !methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC);
        return inForm
                ? new ClientSecretPost(clientId, new Secret(secret))
                : new ClientSecretBasic(clientId, new Secret(secret));
    }

    /** The error's code, without anything that could be more than a word. */
    private static String word(ErrorObject error) {
        String code = error == null ? null : error.getCode();
        return code != null && code.matches("[a-z_]{1,60}") ? code : "an error without a name";
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
