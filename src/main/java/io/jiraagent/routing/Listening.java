package io.jiraagent.routing;

import io.jiraagent.tenant.Agent;
import io.jiraagent.tenant.AgentDirectory;
import io.jiraagent.ticket.MalformedPayloadException;
import io.jiraagent.ticket.PayloadReader;
import io.jiraagent.ticket.PayloadReading;
import io.jiraagent.webhook.AcceptedEvent;
import io.jiraagent.webhook.Door;
import io.jiraagent.webhook.HeardRequest;
import io.jiraagent.webhook.HeardRequests;
import io.jiraagent.webhook.IgnoredReason;
import io.jiraagent.webhook.Refusal;
import io.vertx.core.http.HttpServerRequest;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Shows requests to those who listen to an agent: as they came, and what became of them. Does nothing while nobody
 * listens. Thread-safe.
 */
public final class Listening implements Refusals.Listener {
    private static final int ACCEPTED = 202;
    private static final int MAX_HEADERS = 40;

    private final HeardRequests heard;
    private final AgentDirectory agents;
    private final PayloadReader reader;
    private final Clock clock;

    public Listening(HeardRequests heard, AgentDirectory agents, PayloadReader reader, Clock clock) {
        this.heard = heard;
        this.agents = agents;
        this.reader = reader;
        this.clock = clock;
    }

    @Override
    public void refused(Refusal refusal, HttpServerRequest request, long sizeBytes, byte[] body) {
        listened(request).ifPresent(agent -> {
            HeardRequest.Reading reading = body == null ? null : read(body);
            HeardRequest shown = new HeardRequest(
                    door(request),
                    method(request),
                    request.query() != null,
                    HttpRequests.client(request),
                    headers(request, body != null),
                    body == null ? null : HttpRequests.contentType(request),
                    sizeBytes,
                    refusal.problem().status(),
                    "refused",
                    refusal.reason().label(),
                    refusal.problem().detail(),
                    refusal.problem().hint(),
                    null,
                    reading);
            heard.offer(clock.instant(), agent.id(), shown, body);
        });
    }

    void accepted(AcceptedEvent event, HttpServerRequest request, byte[] body) {
        listened(request).ifPresent(agent -> {
            String outcome = event.ignored().isPresent() ? "ignored" : event.duplicate() ? "duplicate" : "accepted";
            HeardRequest shown = new HeardRequest(
                    door(request),
                    method(request),
                    request.query() != null,
                    HttpRequests.client(request),
                    headers(request, true),
                    HttpRequests.contentType(request),
                    body.length,
                    ACCEPTED,
                    outcome,
                    event.ignored().map(IgnoredReason::label).orElse(null),
                    event.ignored().map(IgnoredReason::message).orElse(null),
                    null,
                    event.executionId(),
                    read(body));
            heard.offer(clock.instant(), agent.id(), shown, body);
        });
    }

    private Optional<Agent> listened(HttpServerRequest request) {
        if (!EdgeGuard.isDoor(request.path()) || !agents.loaded()) {
            return Optional.empty();
        }
        return HttpRequests.agentId(request)
                .flatMap(agents::find)
                .filter(agent ->
                        agent.listeningUntil().filter(clock.instant()::isBefore).isPresent())
                .filter(agent -> heard.hasRoom());
    }

    private HeardRequest.Reading read(byte[] body) {
        try {
            PayloadReading reading = reader.read(body);
            return new HeardRequest.Reading(
                    reading.format().name().toLowerCase(Locale.ROOT),
                    reading.ticket().key(),
                    reading.eventType(),
                    reading.ticket().summary(),
                    reading.repairs(),
                    null);
        } catch (MalformedPayloadException e) {
            return new HeardRequest.Reading(null, null, null, null, List.of(), e.getMessage());
        }
    }

    private static Door door(HttpServerRequest request) {
        return request.path().startsWith(EdgeGuard.AUTOMATION_DOOR) ? Door.AUTOMATION : Door.WEBHOOK;
    }

    private static String method(HttpServerRequest request) {
        return request.method().name();
    }

    private static List<HeardRequest.Header> headers(HttpServerRequest request, boolean genuine) {
        return request.headers().entries().stream()
                .filter(header -> !header.getKey().equalsIgnoreCase(HttpRequests.CONTENT_TYPE_AS_SENT))
                .limit(MAX_HEADERS)
                .map(header -> HeaderView.of(header.getKey(), header.getValue(), genuine))
                .toList();
    }
}
