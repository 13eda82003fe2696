package io.jiraagent.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jiraagent.testing.RunningProgram;
import io.jiraagent.testing.WebhookClient;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that has less room than is wanted. */
class FullDiskIT {
    @TempDir
    private Path dataDir;

    @Test
    void eventsAreRefusedForLaterAndHealthSaysWhy() {
        RunningProgram program = RunningProgram.start(dataDir, Map.of("DATA_MIN_FREE_MB", "1000000000"));
        try {
            WebhookClient client = new WebhookClient(program);
            await().until(() -> client.post(WebhookClient.body("FULL-1", "x")).status() == 503);
            WebhookClient.Answer refused = client.post(WebhookClient.body("FULL-1", "x"));

            assertThat(refused.json().get("detail").asText()).isEqualTo("Temporarily unavailable");
            assertThat(refused.response().headers().firstValue("Retry-After")).isPresent();
            WebhookClient.Answer health =
                    client.send(HttpRequest.newBuilder(URI.create(program.managementUrl() + "/observe/health/ready"))
                            .build());
            assertThat(health.status()).isEqualTo(503);
            assertThat(health.body()).contains("at least 1000000000 MB are needed");
        } finally {
            program.close();
        }
    }
}
