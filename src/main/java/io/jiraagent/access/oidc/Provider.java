package io.jiraagent.access.oidc;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/** What the provider says of itself, asked for when it is needed first, and again after an hour. Thread-safe. */
final class Provider {
    /** Signatures by a key that only the provider has; never none, and no HMAC. */
    private static final Set<JWSAlgorithm> SIGNATURES = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    private static final long VALID_NANOS = TimeUnit.HOURS.toNanos(1);

    private final URI issuer;
    private final ClientID clientId;
    private final ProviderClient client;
    private final LongSupplier nanoTime;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile Known known;

    Provider(URI issuer, ClientID clientId, ProviderClient client, LongSupplier nanoTime) {
        this.issuer = issuer;
        this.clientId = clientId;
        this.client = client;
        this.nanoTime = nanoTime;
    }

    /** @param validator with the provider's keys, which it asks for again when a token names a key it does not know */
    record Known(OIDCProviderMetadata metadata, IDTokenValidator validator, long askedAt) {}

    /**
     * What was heard last, also while the provider is away.
     *
     * @throws OidcException nothing has been heard yet
     */
    Known known() {
        Known heard = known;
        if (heard != null && nanoTime.getAsLong() - heard.askedAt() < VALID_NANOS) {
            return heard;
        }
        if (!asking.tryLock()) {
            return orUnavailable(heard, null);
        }
        try {
            known = ask();
            return known;
        } catch (IOException | ParseException | IllegalArgumentException e) {
            return orUnavailable(heard, e);
        } finally {
            asking.unlock();
        }
    }

    private static Known orUnavailable(Known heard, Exception cause) {
        if (heard == null) {
            throw OidcException.unavailable(cause);
        }
        return heard;
    }

    private Known ask() throws IOException, ParseException {
        URI address = URI.create(issuer.toString().replaceAll("/+$", "") + "/.well-known/openid-configuration");
        OIDCProviderMetadata metadata =
                OIDCProviderMetadata.parse(client.get(address.toURL()).getBodyAsJSONObject());
        if (!metadata.getIssuer().getValue().equals(issuer.toString())) {
            throw new ParseException("The provider calls itself another issuer than oidc.issuer says");
        }
        for (URI endpoint : Arrays.asList(
                metadata.getAuthorizationEndpointURI(), metadata.getTokenEndpointURI(), metadata.getJWKSetURI())) {
            if (!usable(endpoint)) {
                throw new ParseException("The provider names no usable address for an endpoint that is needed");
            }
        }
        JWKSource<SecurityContext> keys = JWKSourceBuilder.create(
                        metadata.getJWKSetURI().toURL(), client)
                .refreshAheadCache(false)
                .build();
        IDTokenValidator validator = new IDTokenValidator(
                new Issuer(issuer), clientId, new JWSVerificationKeySelector<>(SIGNATURES, keys), null);
        return new Known(metadata, validator, nanoTime.getAsLong());
    }

    /** Encrypted, unless the provider is on this machine and the operator has said so. */
    boolean usable(URI endpoint) {
        return endpoint != null
                && endpoint.getHost() != null
                && ("https".equals(endpoint.getScheme())
                        || (issuer.getScheme().equals("http")
                                && issuer.getHost().equals(endpoint.getHost())
                                && "http".equals(endpoint.getScheme())));
    }
}
