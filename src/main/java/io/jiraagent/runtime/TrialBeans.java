package io.jiraagent.runtime;

import io.jiraagent.agent.AgentBreakers;
import io.jiraagent.config.Settings;
import io.jiraagent.execution.RunningExecutions;
import io.jiraagent.secret.Keyring;
import io.jiraagent.tenant.AgentDirectory;
import io.jiraagent.tenant.AgentStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.spi.Registry;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The beans that the routes of tenants and agents may name, for a trial: of the same types as those that work, and
 * connected with nothing.
 */
final class TrialBeans {
    private TrialBeans() {}

    static void bind(Registry registry, Settings settings) {
        PGSimpleDataSource nowhere = new PGSimpleDataSource();
        Beans beans = new Beans(registry, settings, Clock.systemUTC());
        beans.bindShared(nowhere);
        MeterRegistry meters = new SimpleMeterRegistry();
        beans.bindIntake(new RunningExecutions(
                "trial",
                settings.execution().maxInFlight(),
                settings.execution().lease(),
                settings.execution().pollInterval(),
                new AgentBreakers(meters, agent -> "trial", Clock.systemUTC()),
                Map::of,
                meters));
        JdbcClient jdbc = JdbcClient.create(nowhere);
        Keyring keyring = Keyring.of(List.of(Keyring.generateKey()));
        beans.bindForAgents(
                new AgentDirectory(new AgentStore(jdbc, keyring), Clock.systemUTC()),
                keyring,
                jdbc,
                new byte[Byte.SIZE]);
        registry.bind("agentHttpClient", (HttpClientConfigurer) builder -> {});
    }
}
