package io.jiraagent.runtime;

import io.jiraagent.config.Settings;
import io.jiraagent.demo.DemoEnv;
import io.jiraagent.demo.DemoSetup;
import io.jiraagent.history.Agents;
import io.jiraagent.history.Tenants;
import io.jiraagent.jira.JiraConnections;
import io.jiraagent.jira.JiraProbe;
import io.jiraagent.jira.JiraSites;
import io.jiraagent.registry.AgentAdmin;
import io.jiraagent.registry.AgentListening;
import io.jiraagent.registry.AgentSecrets;
import io.jiraagent.registry.AgentTests;
import io.jiraagent.registry.JiraAdmin;
import io.jiraagent.registry.JiraSetupPage;
import io.jiraagent.registry.TenantAdmin;
import io.jiraagent.secret.Keyring;
import io.jiraagent.tenant.AgentCredentials;
import io.jiraagent.tenant.AgentDirectory;
import io.jiraagent.tenant.AgentEnrollment;
import io.jiraagent.tenant.AgentUpdates;
import io.jiraagent.tenant.TenantRegistry;
import io.jiraagent.tenant.UrlCheck;
import io.jiraagent.webhook.EventAuthenticator;
import java.nio.file.Path;
import java.time.Clock;
import org.apache.camel.spi.Registry;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Binds the beans that make and change tenants and agents by API and page. */
final class RegistryBeans {
    private final Registry registry;
    private final Settings settings;

    RegistryBeans(Registry registry, Settings settings) {
        this.registry = registry;
        this.settings = settings;
    }

    void bind(
            JdbcClient jdbc,
            Keyring keyring,
            UrlCheck urls,
            AgentDirectory directory,
            EventAuthenticator authenticator,
            Tenants tenantList,
            JiraProbe jira,
            Clock clock) {
        Agents agents = new Agents(jdbc);
        TenantRegistry tenants = new TenantRegistry(jdbc);
        registry.bind("tenantAdmin", new TenantAdmin(tenantList, tenants));
        JiraSites sites = new JiraSites(jdbc);
        registry.bind("jiraAdmin", new JiraAdmin(tenantList, sites, new JiraConnections(sites, keyring, jira)));
        registry.bind(
                "agentAdmin",
                new AgentAdmin(
                        agents,
                        tenants,
                        new AgentEnrollment(jdbc, keyring, urls),
                        new AgentUpdates(jdbc, urls),
                        keyring,
                        settings.server().publicUrl()));
        AgentSecrets secrets = new AgentSecrets(agents, new AgentCredentials(jdbc, keyring), listener());
        registry.bind("agentSecrets", secrets);
        registry.bind("agentListening", new AgentListening(agents, jdbc));
        registry.bind(
                "jiraSetupPage",
                new JiraSetupPage(agents, tenantList, secrets, settings.server().publicUrl()));
        registry.bind("agentTests", new AgentTests(agents, directory, authenticator, jdbc, clock));
    }

    /** The next start would otherwise make the old values of {@code demo.env} valid again. */
    private AgentSecrets.Listener listener() {
        Path demo = DemoEnv.in(settings.dataDir());
        return (agentId, name, value) -> {
            if (settings.embedded() && agentId.equals(DemoSetup.AGENT_ID)) {
                DemoEnv.replace(demo, name, value);
            }
        };
    }
}
