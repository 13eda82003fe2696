package io.jiraagent.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.jiraagent.testing.Executions;
import io.jiraagent.testing.RunningProgram;
import io.jiraagent.testing.WebhookClient;
import io.jiraagent.testing.WebhookClient.Answer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Genuine senders' bodies that are no JSON to like: accepted, and then read or failed, and the next one is served. */
class HostileJsonRouteTest {
    private final RunningProgram program = RunningProgram.shared();
    private final WebhookClient client = new WebhookClient(program);
    private final Executions executions = new Executions(program);

    private static Arguments with(String name, String members, String status) {
        String body = WebhookClient.body("JSON-1", name);
        return Arguments.of(Named.of(name, body.substring(0, body.length() - 1) + members), status);
    }

    static Stream<Arguments> bodies() {
        return Stream.of(
                with("many keys", "," + keys(90_000) + "}", "completed"),
                with("colliding keys", "," + collidingKeys() + "}", "completed"),
                with("a long number", ",\"x\":" + "9".repeat(500_000) + "}", "failed"),
                with("a large exponent", ",\"x\":1e999999999}", "completed"),
                with("no number", ",\"x\":NaN}", "failed"),
                with("trailing garbage", "} and so on", "failed"),
                with("deep", ",\"x\":" + "[".repeat(500_000) + "]".repeat(500_000) + "}", "failed"),
                Arguments.of(
                        Named.of("a byte order mark", "\uFEFF" + WebhookClient.body("JSON-1", "bom")), "completed"));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void isReadOrFailed(String body, String status) {
        Answer answer = client.post(body);

        assertThat(answer.status()).isEqualTo(202);
        Map<String, Object> row = executions.ended(answer.executionId());
        assertThat(row)
                .as("%s", row.get("error"))
                .containsEntry("status", status)
                .containsEntry("payload", body.getBytes(StandardCharsets.UTF_8));
        if (status.equals("failed")) {
            assertThat(row).containsEntry("reason", "malformed_payload");
        }
    }

    @Test
    void aMillionKeysAreTooLargeForTheDoor() {
        assertThat(client.post("{" + keys(1_000_000) + "}").status()).isEqualTo(413);
    }

    private static String keys(int count) {
        return IntStream.range(0, count).mapToObj(i -> "\"k" + i + "\":1").collect(Collectors.joining(","));
    }

    /** Names with one and the same {@link String#hashCode}. */
    private static String collidingKeys() {
        return IntStream.range(0, 1 << 14)
                .mapToObj(i -> IntStream.range(0, 14)
                        .mapToObj(bit -> (i >> bit & 1) == 0 ? "Aa" : "BB")
                        .collect(Collectors.joining("", "\"", "\":1")))
                .collect(Collectors.joining(","));
    }
}
