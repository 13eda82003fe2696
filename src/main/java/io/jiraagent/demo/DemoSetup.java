package io.jiraagent.demo;

import io.jiraagent.secret.Hashes;
import io.jiraagent.secret.Keyring;
import io.jiraagent.tenant.Actor;
import io.jiraagent.tenant.AgentCredentials;
import io.jiraagent.tenant.AgentDefinition;
import io.jiraagent.tenant.AgentEnrollment;
import io.jiraagent.tenant.AgentLimits;
import io.jiraagent.tenant.AgentRegistry;
import io.jiraagent.tenant.AgentStatus;
import io.jiraagent.tenant.Allowance;
import io.jiraagent.tenant.TenantRegistry;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The demo tenant with its agent <em>Ticket Enhancer</em>, an admin token, and {@code demo.env}, which holds them for a
 * shell. Made on the first start; on later ones the file only gets the new addresses.
 */
public final class DemoSetup {
    public static final UUID TENANT_ID = UUID.fromString("4952b9b3-5909-4041-95a9-e068e01f7e13");
    public static final UUID AGENT_ID = UUID.fromString("00bab7b6-6335-4359-96b4-f48f3460b610");

    private static final UUID TOKEN_ID = UUID.fromString("7b7a3f5e-6f0b-4f7e-9d0f-2f6a1c9b8d11");

    private static final AgentLimits LIMITS = new AgentLimits(64, 5, 60, 3600, 24 * 3600, Optional.empty());

    private final JdbcClient jdbc;
    private final TenantRegistry tenants;
    private final AgentRegistry agents;
    private final Keyring keyring;
    private final Path file;

    public DemoSetup(JdbcClient jdbc, Keyring keyring, Path dataDir) {
        this.jdbc = jdbc;
        this.tenants = new TenantRegistry(jdbc);
        this.agents = new AgentRegistry(jdbc);
        this.keyring = keyring;
        this.file = DemoEnv.in(dataDir);
    }

    /**
     * @param values the lines of {@code demo.env}
     * @param loginCode signs in once, within a day
     */
    public record Demo(Path file, Map<String, String> values, String loginCode) {
        @Override
        public String toString() {
            return "Demo[" + file + "]";
        }
    }

    /**
     * @param publicUrl of this server, without a trailing slash
     * @param databaseUrl for psql
     */
    public Demo prepare(String publicUrl, String databaseUrl, String brokers) {
        Map<String, String> known = DemoEnv.read(file);
        createAgent();
        Map<String, String> values = new LinkedHashMap<>();
        values.put("WEBHOOK_URL", publicUrl + "/webhook/agents/" + AGENT_ID + "/webhook");
        values.put("AUTOMATION_URL", publicUrl + "/jira/automation/" + AGENT_ID);
        values.put("AGENT_ID", AGENT_ID.toString());
        values.put("TENANT_ID", TENANT_ID.toString());
        values.put("HMAC_SECRET", hmacSecret());
        values.put("AUTOMATION_TOKEN", automationToken(known.get("AUTOMATION_TOKEN")));
        values.put("ADMIN_TOKEN", adminToken(known.get("ADMIN_TOKEN")));
        values.put("API_URL", publicUrl + "/api");
        values.put("DATABASE_URL", databaseUrl);
        values.put("KAFKA_BROKERS", brokers);
        DemoEnv.write(file, values);
        return new Demo(file, values, loginCode());
    }

    private void createAgent() {
        if (tenants.find(TENANT_ID).isEmpty()) {
            tenants.add(TENANT_ID, "demo", Allowance.UNLIMITED, Actor.SETUP);
        }
        if (agents.find(AGENT_ID).isEmpty()) {
            new AgentEnrollment(jdbc, keyring, url -> {})
                    .enroll(
                            new AgentDefinition(
                                    AGENT_ID,
                                    TENANT_ID,
                                    "Ticket Enhancer",
                                    "ticket-enhancer",
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.empty(),
                                    LIMITS,
                                    Allowance.UNLIMITED,
                                    true,
                                    false,
                                    false,
                                    Optional.empty(),
                                    AgentStatus.ACTIVE),
                            Actor.SETUP);
        }
    }

    private String hmacSecret() {
        return keyring.decrypt(jdbc.sql("SELECT hmac_secret_encrypted FROM agents WHERE id = :id")
                .param("id", AGENT_ID)
                .query(String.class)
                .single());
    }

    private String automationToken(String known) {
        AgentCredentials credentials = new AgentCredentials(jdbc, keyring);
        if (known == null) {
            return credentials.issueAutomationToken(AGENT_ID, Actor.SETUP);
        }
        credentials.setAutomationToken(AGENT_ID, known);
        return known;
    }

    private String adminToken(String known) {
        String token = known == null ? Hashes.randomToken("jat_") : known;
        jdbc.sql("""
                INSERT INTO api_tokens (id, name, token_sha256, role) VALUES (:id, 'demo admin', :hash, 'admin')
                ON CONFLICT (id) DO UPDATE SET token_sha256 = excluded.token_sha256""").param("id", TOKEN_ID).param("hash", Hashes.ofToken(token)).update();
        return token;
    }

    private String loginCode() {
        String code = Hashes.randomToken("");
        jdbc.sql("DELETE FROM login_links WHERE expires_at < now()").update();
        jdbc.sql("""
                INSERT INTO login_links (code_sha256, token_id, expires_at)
                VALUES (:hash, :token, now() + interval '1 day')""")
                .param("hash", Hashes.ofToken(code))
                .param("token", TOKEN_ID)
                .update();
        return code;
    }
}
