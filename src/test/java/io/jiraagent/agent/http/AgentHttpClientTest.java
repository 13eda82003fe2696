package io.jiraagent.agent.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jiraagent.agent.FinalAgentException;
import io.jiraagent.outbound.OutboundClient;
import io.jiraagent.testing.FakeAgent;
import io.jiraagent.testing.FakeAgent.Reply;
import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.junit.jupiter.api.Test;

class AgentHttpClientTest {
    /** A name whose owner changes where it leads between two questions. */
    private final Deque<String> answers = new ArrayDeque<>(List.of("93.184.215.14", "127.0.0.1"));

    private final AgentUrlGuard guard =
            new AgentUrlGuard(false, false, host -> new InetAddress[] {InetAddress.getByName(answers.remove())});

    @Test
    void aNameThatLeadsElsewhereOnceItWasCheckedIsNotConnectedTo() throws Exception {
        try (FakeAgent inside = new FakeAgent(Reply.of(200, "{}"));
                OutboundClient calls = AgentHttpClient.open(guard, 1)) {
            String url = "http://rebound.example:" + URI.create(inside.url("")).getPort() + "/";
            HttpClientBuilder builder = HttpClientBuilder.create();
            calls.configure(builder);
            guard.check(url);

            try (CloseableHttpClient client = builder.build()) {
                assertThatThrownBy(() -> client.execute(new HttpPost(url), response -> response.getCode()))
                        .isInstanceOf(FinalAgentException.class)
                        .hasMessageContaining("leads to");
            }
            assertThat(answers).isEmpty();
            assertThat(inside.requests()).isEmpty();
        }
    }
}
