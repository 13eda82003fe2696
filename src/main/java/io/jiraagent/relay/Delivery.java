package io.jiraagent.relay;

import io.jiraagent.webhook.StandardWebhooks;
import java.security.PrivateKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A post on its way upstream. Not printed: its body belongs to others.
 *
 * @param webhookId names the event, the same for its repeats
 * @param seconds when it is signed, in Unix seconds
 * @param body the exact bytes received
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Delivery(RelayAgent agent, String webhookId, long seconds, byte[] body) {

    /** It is signed by a private key, outside of here. */
    public boolean byKeyPair() {
        return agent.signer() instanceof Signer.KeyPair;
    }

    /** The private key, for those that are signed by one. */
    public Optional<PrivateKey> privateKey() {
        return agent.signer() instanceof Signer.KeyPair pair ? Optional.of(pair.key()) : Optional.empty();
    }

    /** What Standard Webhooks signs. */
    public byte[] content() {
        return StandardWebhooks.content(webhookId, seconds, body);
    }

    /**
     * The headers that prove to the upstream who sends.
     *
     * @param madeByKeyPair base64 of the signature over {@link #content}, for those that are signed by a private key; else
     *     empty
     */
    public Map<String, String> headers(Optional<String> madeByKeyPair) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("webhook-id", webhookId);
        if (agent.signer() instanceof Signer.Hub hub) {
            headers.put("X-Hub-Signature-256", hub.sign(body));
            return headers;
        }
        headers.put("webhook-timestamp", Long.toString(seconds));
        headers.put(
                "webhook-signature",
                agent.signer() instanceof Signer.Standard standard
                        ? standard.sign(content())
                        : "v1a," + madeByKeyPair.orElseThrow());
        return headers;
    }

    @Override
    public String toString() {
        return "Delivery[" + webhookId + "]";
    }
}
