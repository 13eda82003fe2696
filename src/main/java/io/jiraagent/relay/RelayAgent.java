package io.jiraagent.relay;

import java.net.URI;
import java.util.UUID;

/**
 * An agent that the relay signs for.
 *
 * @param upstream the agent's webhook URL
 * @param tokenHash SHA-256 of the token that the sender shows
 * @param signer makes the headers that the upstream checks
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record RelayAgent(UUID id, URI upstream, byte[] tokenHash, Signer signer) {
    @Override
    public String toString() {
        return "RelayAgent[" + id + "]";
    }
}
