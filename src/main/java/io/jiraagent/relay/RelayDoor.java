package io.jiraagent.relay;

import io.jiraagent.secret.Hashes;
import io.jiraagent.ticket.EventPeek;
import io.jiraagent.webhook.AutomationToken;
import io.jiraagent.webhook.ExecutionIds;
import io.jiraagent.webhook.IncomingEvent;
import io.jiraagent.webhook.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Lets in whoever shows an agent's token, and names the event. Thread-safe. */
public final class RelayDoor {
    private final Map<String, RelayAgent> agents;
    private final Duration repeatWindow;
    private final Clock clock;
    private final byte[] nobodysToken = Hashes.ofToken(Hashes.randomSecret());

    /** @param repeatWindow within it, a body that says no time of its own counts as the same event */
    public RelayDoor(Map<UUID, RelayAgent> agents, Duration repeatWindow, Clock clock) {
        this.agents = agents.values().stream()
                .collect(Collectors.toUnmodifiableMap(agent -> agent.id().toString(), Function.identity()));
        this.repeatWindow = repeatWindow;
        this.clock = clock;
    }

    /** @throws Refusal no token, or not that of the agent in the path; an unknown agent is answered like a wrong token */
    public Delivery open(IncomingEvent event) {
        String token = AutomationToken.of(event).orElseThrow(Refusal::missingToken);
        RelayAgent agent = agents.get(event.agentId().toLowerCase(Locale.ROOT));
        if (!AutomationToken.matches(agent == null ? nobodysToken : agent.tokenHash(), token) || agent == null) {
            throw Refusal.invalidToken();
        }
        Instant now = clock.instant();
        return new Delivery(agent, webhookId(agent, event, now), now.getEpochSecond(), event.body());
    }

    /** All relays of the same configuration give an event the same name. */
    private String webhookId(RelayAgent agent, IncomingEvent event, Instant now) {
        ExecutionIds ids = new ExecutionIds(agent.tokenHash(), repeatWindow);
        byte[] bodySha256 = Hashes.sha256(event.body());
        Instant timestamp = EventPeek.peek(event.body()).timestamp();
        UUID id = event.sendersKey()
                .map(key -> ids.ofSendersKey(agent.id(), key))
                .orElseGet(() -> timestamp == null
                        ? ids.ofUntimedBody(agent.id(), bodySha256, now)
                        : ids.ofTimedBody(agent.id(), bodySha256, timestamp));
        return "relay_" + id;
    }
}
