package io.jiraagent.relay;

import io.jiraagent.secret.Hashes;
import io.jiraagent.webhook.StandardWebhooks;
import java.security.PrivateKey;
import java.util.HexFormat;

/** What an agent's posts are signed with. None prints its key. */
@SuppressWarnings("ArrayRecordComponent") // never compared
public sealed interface Signer {
    /** Standard Webhooks with the agent's secret ({@code v1}). */
    record Standard(byte[] key) implements Signer {
        String sign(byte[] content) {
            return StandardWebhooks.sign(key, content);
        }

        @Override
        public String toString() {
            return "Standard[***]";
        }
    }

    /** {@code X-Hub-Signature-256} with the agent's secret; says no time, so that a copy of it stays valid. */
    record Hub(byte[] key) implements Signer {
        String sign(byte[] body) {
            return "sha256=" + HexFormat.of().formatHex(Hashes.hmacSha256(key, body));
        }

        @Override
        public String toString() {
            return "Hub[***]";
        }
    }

    /** Standard Webhooks with a private key ({@code v1a}), whose public key is all that the receiver has. */
    record KeyPair(PrivateKey key) implements Signer {
        @Override
        public String toString() {
            return "KeyPair[***]";
        }
    }
}
