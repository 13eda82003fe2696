package io.jiraagent.routing;

import io.jiraagent.webhook.StandardWebhooks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.PublicKey;
import java.security.SignatureException;
import java.util.Base64;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.component.crypto.DigitalSignatureConstants;

/** Has Ed25519 signatures checked by the route {@code signature-verify}. Thread-safe. */
public final class SignatureCheck implements StandardWebhooks.KeyPairCheck {
    private static final String VERIFY = "direct:signature-verify";

    private final CamelContext context;

    public SignatureCheck(CamelContext context) {
        this.context = context;
    }

    /** @throws RuntimeCamelException nothing could be checked */
    @Override
    public boolean genuine(PublicKey key, byte[] content, byte[] signature) {
        try (ProducerTemplate template = context.createProducerTemplate(1)) {
            Exchange checked = template.send(VERIFY, exchange -> {
                exchange.getMessage().setBody(content);
                exchange.getMessage().setHeader(DigitalSignatureConstants.SIGNATURE_PUBLIC_KEY_OR_CERT, key);
                exchange.getMessage()
                        .setHeader(
                                DigitalSignatureConstants.SIGNATURE,
                                Base64.getEncoder().encodeToString(signature));
            });
            Exception failure = checked.getException();
            if (failure != null && !(failure instanceof SignatureException)) {
                throw new RuntimeCamelException(failure);
            }
            return failure == null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
