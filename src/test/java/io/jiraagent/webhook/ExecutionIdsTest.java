package io.jiraagent.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.jiraagent.secret.Hashes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ExecutionIdsTest {
    private static final Instant TIME = Instant.parse("2025-11-13T17:00:00Z");
    private static final UUID AGENT = UUID.fromString("00bab7b6-6335-4359-96b4-f48f3460b610");
    private static final byte[] BODY = Hashes.sha256("body".getBytes(StandardCharsets.UTF_8));

    private final ExecutionIds ids = new ExecutionIds(new byte[32], Duration.ofMinutes(10));

    @Test
    void haveTheShapeOfUuidVersion7AndCarryTheEventsTime() {
        UUID id = ids.ofTimedBody(AGENT, BODY, TIME);

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(TIME.toEpochMilli());
    }

    @Test
    void areTheSameForTheSameEventOnEveryInstance() {
        ExecutionIds elsewhere = new ExecutionIds(new byte[32], Duration.ofMinutes(10));

        assertThat(elsewhere.ofTimedBody(AGENT, BODY, TIME)).isEqualTo(ids.ofTimedBody(AGENT, BODY, TIME));
        assertThat(elsewhere.ofSendersKey(AGENT, "k")).isEqualTo(ids.ofSendersKey(AGENT, "k"));
    }

    @Test
    void differByAgentBodyTimeAndServerKey() {
        byte[] otherBody = Hashes.sha256("other".getBytes(StandardCharsets.UTF_8));
        byte[] otherKey = Hashes.sha256("key".getBytes(StandardCharsets.UTF_8));

        assertThat(java.util.List.of(
                        ids.ofTimedBody(AGENT, BODY, TIME),
                        ids.ofTimedBody(UUID.fromString("00000000-0000-0000-0000-000000000001"), BODY, TIME),
                        ids.ofTimedBody(AGENT, otherBody, TIME),
                        ids.ofTimedBody(AGENT, BODY, TIME.plusMillis(1)),
                        ids.ofUntimedBody(AGENT, BODY, TIME),
                        ids.ofSendersKey(AGENT, "k"),
                        ids.ofSendersKey(AGENT, "l"),
                        new ExecutionIds(otherKey, Duration.ofMinutes(10)).ofTimedBody(AGENT, BODY, TIME)))
                .doesNotHaveDuplicates()
                .allMatch(id -> id.version() == 7);
    }

    @Test
    void ofABodyWithoutATimeHoldForOneWindow() {
        UUID id = ids.ofUntimedBody(AGENT, BODY, TIME);

        assertThat(ids.ofUntimedBody(AGENT, BODY, TIME.plusSeconds(599))).isEqualTo(id);
        assertThat(ids.ofUntimedBody(AGENT, BODY, TIME.plusSeconds(600))).isNotEqualTo(id);
    }
}
