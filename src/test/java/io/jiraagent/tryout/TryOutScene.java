package io.jiraagent.tryout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jiraagent.testing.Http;
import io.jiraagent.testing.RunningProgram;
import io.jiraagent.testing.Seeds;
import io.jiraagent.testing.TestAgents;
import io.jiraagent.testing.TestAgents.TestAgent;
import java.net.http.HttpResponse;

/** What tests of trying agents have in common. */
abstract class TryOutScene {
    static final String TICKET = "{\"summary\":\"Sign-in fails with error 500\",\"description\":\"Steps to reproduce:"
            + " reset the password, sign in.\",\"type\":\"Bug\",\"priority\":\"High\"}";

    final RunningProgram program = RunningProgram.shared();
    final TestAgents agents = new TestAgents(program);

    static HttpResponse<String> post(TestAgent agent, String role, String body) {
        return Http.post("/api/agents/" + agent.id() + "/try", Seeds.token(role, agent.tenantId()), body);
    }

    static JsonNode tried(TestAgent agent, String body) {
        HttpResponse<String> response = post(agent, "operator", body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return Http.json(response);
    }

    static String with(String ticket, String more) {
        return ticket.replaceFirst("\\{", "{" + more + ",");
    }
}
