package io.jiraagent.webhook;

import io.jiraagent.secret.Hashes;
import io.jiraagent.tenant.Agent;
import io.jiraagent.ticket.EventPeek;
import io.jiraagent.ticket.MalformedPayloadException;
import io.jiraagent.ticket.PayloadReader;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns an authenticated request into the envelope that goes to Kafka. Needs no database. Thread-safe. */
public final class EventIntake {
    private static final Logger LOG = LoggerFactory.getLogger(EventIntake.class);

    /** Jira's delivery headers, kept as metadata: they are not covered by the signature. */
    private static final Map<String, String> ORIGIN_HEADERS = Map.of(
            "x-atlassian-webhook-identifier", "webhook_identifier",
            "x-atlassian-webhook-retry", "webhook_retry",
            "x-atlassian-webhook-flow", "webhook_flow");

    private static final Pattern PLAIN = Pattern.compile("[\\x20-\\x7E]{1,200}");

    private final ExecutionIds ids;
    private final RecentEvents recent;
    private final PayloadReader reader;
    private final RateLimits limits;
    private final EventAges ages;
    private final Clock clock;
    private final BooleanSupplier full;

    /** @param full there is no room to keep another event */
    public EventIntake(
            ExecutionIds ids,
            RecentEvents recent,
            PayloadReader reader,
            RateLimits limits,
            EventAges ages,
            Clock clock,
            BooleanSupplier full) {
        this.full = full;
        this.ids = ids;
        this.recent = recent;
        this.reader = reader;
        this.limits = limits;
        this.ages = ages;
        this.clock = clock;
    }

    /**
     * @param traceparent the trace that the event belongs to; null where nothing is traced
     * @throws Refusal the body names another tenant, or is malformed and the agent is strict, or agent or tenant have had
     *     their share, or there is no room, or the body's time is too far away
     */
    public AcceptedEvent accept(AuthenticatedEvent authenticated, String traceparent) {
        Agent agent = authenticated.agent();
        IncomingEvent event = authenticated.event();
        if (full.getAsBoolean()) {
            throw Refusal.unavailable();
        }
        EventPeek.Peeked peeked = EventPeek.peek(event.body());
        if (peeked.tenantId() != null
                && !peeked.tenantId().equalsIgnoreCase(agent.tenantId().toString())) {
            throw Refusal.tenantMismatch();
        }
        Optional<IgnoredReason> ignored = SelfTriggerGuard.look(agent, event.body());
        if (ignored.isPresent()) {
            return AcceptedEvent.ignored(agent.id(), ignored.get());
        }
        Instant now = clock.instant();
        if (authenticated.signedId().isEmpty()) {
            ages.require(authenticated.door(), peeked.timestamp(), now);
        }
        byte[] bodySha256 = Hashes.sha256(event.body());
        UUID id = executionId(authenticated, peeked, bodySha256, now);
        Optional<UUID> known = recent.find(id, agent.id(), bodySha256);
        if (known.isEmpty()) {
            limits.take(agent);
        }
        if (agent.strictPayload()) {
            refuseMalformed(event.body());
        }
        LogContext.during(
                known.orElse(id),
                agent.id(),
                agent.tenantId(),
                () -> LOG.info(
                        "Agent webhook received and validated: agent {}, tenant {}, {} bytes",
                        agent.id(),
                        agent.tenantId(),
                        event.body().length));
        Envelope envelope = new Envelope(
                Envelope.VERSION,
                id,
                agent.id(),
                agent.tenantId(),
                peeked.issueKey(),
                peeked.eventType(),
                now,
                peeked.timestamp() != null,
                authenticated.door(),
                origin(event),
                traceparent,
                event.body());
        return AcceptedEvent.of(known.orElse(id), envelope, known.isPresent());
    }

    private void refuseMalformed(byte[] body) {
        try {
            reader.read(body);
        } catch (MalformedPayloadException e) {
            if (!e.nothingToWorkOn()) {
                throw Refusal.malformedPayload(e.getMessage());
            }
        }
    }

    private UUID executionId(
            AuthenticatedEvent authenticated, EventPeek.Peeked peeked, byte[] bodySha256, Instant now) {
        Agent agent = authenticated.agent();
        IncomingEvent event = authenticated.event();
        if (authenticated.signedId().isPresent()) {
            return ids.ofSignedId(agent.id(), authenticated.signedId().get());
        }
        Optional<String> sendersKey = event.sendersKey();
        if (sendersKey.isPresent()) {
            return ids.ofSendersKey(agent.id(), sendersKey.get());
        }
        return peeked.timestamp() == null
                ? ids.ofUntimedBody(agent.id(), bodySha256, now)
                : ids.ofTimedBody(agent.id(), bodySha256, peeked.timestamp());
    }

    private static Map<String, String> origin(IncomingEvent event) {
        Map<String, String> origin = new TreeMap<>();
        ORIGIN_HEADERS.forEach((header, name) -> event.single(header)
                .filter(value -> PLAIN.matcher(value).matches())
                .ifPresent(value -> origin.put(name, value)));
        return origin;
    }
}
