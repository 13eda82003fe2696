package io.jiraagent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jiraagent.demo.DemoSetup;
import io.jiraagent.demo.EmbeddedEncryptionKey;
import io.jiraagent.secret.Hashes;
import io.jiraagent.secret.Keyring;
import io.jiraagent.testing.RoutesCopy;
import io.jiraagent.testing.RunningProgram;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Each fault is made in a program that runs, found with what mends it, and mended. */
class DoctorCommandTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    private static Path folder;

    private static RunningProgram program;

    @BeforeAll
    static void start() {
        program = RunningProgram.start(folder.resolve("data"), Map.of());
        await().atMost(Duration.ofSeconds(60)).until(() -> doctor().exitCode() == 0);
    }

    @AfterAll
    static void stop() {
        program.close();
    }

    private static CommandRun doctor(String... changes) {
        Map<String, String> environment = new HashMap<>(program.environment());
        for (int i = 0; i < changes.length; i += 2) {
            environment.put(changes[i], changes[i + 1]);
        }
        return CommandRun.with(environment, "doctor", "--json");
    }

    /** Of one check. */
    private static List<JsonNode> seen(CommandRun run, String check) {
        try {
            JsonNode all = JSON.readTree(run.out());
            return StreamSupport.stream(all.path("checks").spliterator(), false)
                    .filter(entry -> entry.path("check").asText().equals(check))
                    .toList();
        } catch (JsonProcessingException e) {
            throw new AssertionError(run.out() + run.err(), e);
        }
    }

    private static void assertSeen(CommandRun run, String check, String result, String found, String fix) {
        assertThat(seen(run, check)).as(run.out()).anySatisfy(entry -> {
            assertThat(entry.path("result").asText()).isEqualTo(result);
            assertThat(entry.path("found").asText()).contains(found);
            assertThat(entry.path("fix").asText()).contains(fix);
        });
        assertThat(run.exitCode()).isEqualTo(run.out().contains("\"problem\"") ? 1 : 0);
    }

    private static void assertWell(String check) {
        CommandRun run = doctor();
        assertThat(seen(run, check))
                .isNotEmpty()
                .allSatisfy(entry ->
                        assertThat(entry.path("result").asText()).as(run.out()).isEqualTo("ok"));
        assertThat(run.exitCode()).as(run.out()).isZero();
    }

    private static JdbcClient jdbc() {
        return program.jdbc();
    }

    private static void sql(String statement) {
        jdbc().sql(statement).param("id", DemoSetup.AGENT_ID).update();
    }

    private static Keyring keyring() {
        return Keyring.of(EmbeddedEncryptionKey.in(program.settings().dataDir()));
    }

    private static void storeSecret(String encrypted) {
        jdbc().sql("UPDATE agents SET hmac_secret_encrypted = :secret WHERE id = :id")
                .param("secret", encrypted)
                .param("id", DemoSetup.AGENT_ID)
                .update();
    }

    private static UUID execution(String more, String values) {
        UUID id = UUID.randomUUID();
        jdbc().sql("INSERT INTO agent_test_executions (id, agent_id, tenant_id, issue_key, payload, payload_sha256, "
                        + more + ") VALUES (:id, :agent, :tenant, :key, '{}', sha256(CAST('{}' AS bytea)), " + values
                        + ")")
                .param("id", id)
                .param("agent", DemoSetup.AGENT_ID)
                .param("tenant", DemoSetup.TENANT_ID)
                .param("key", "D-" + id)
                .update();
        return id;
    }

    private static void forget(UUID execution) {
        jdbc().sql("DELETE FROM agent_test_executions WHERE id = :id")
                .param("id", execution)
                .update();
    }

    @Test
    void aProgramThatIsWellHasNothingToBeMended() {
        CommandRun run = CommandRun.with(program.environment(), "doctor");

        assertThat(run.exitCode()).as(run.out()).isZero();
        assertThat(run.out())
                .contains("ok        database        PostgreSQL", "0 problems, 0 warnings", "docs/troubleshooting.md")
                .doesNotContain(program.demo("HMAC_SECRET"), program.demo("ADMIN_TOKEN"));
    }

    @ParameterizedTest
    @CsvSource({"60, '5 bytes in base64'", "64, '64 hex digits'"})
    void aSecretOfTheWrongShapeIsFoundWithoutBeingShown(int digits, String trouble) {
        String secret = digits == 64
                ? HexFormat.of().formatHex(Hashes.sha256(new byte[] {1}))
                : Base64.getEncoder().encodeToString(new byte[5]);
        storeSecret(keyring().encrypt(secret));

        CommandRun run = doctor();

        assertSeen(run, "hmac-secrets", "problem", trouble, "./jira-agent secret rotate --agent " + DemoSetup.AGENT_ID);
        assertThat(run.out()).doesNotContain(secret);
        storeSecret(keyring().encrypt(program.demo("HMAC_SECRET")));
        assertWell("hmac-secrets");
    }

    @Test
    void aSecretThatIsNotRandomOrNotBase64IsFound() {
        storeSecret(keyring().encrypt(Base64.getEncoder().encodeToString(new byte[32])));
        assertSeen(doctor(), "hmac-secrets", "problem", "is not random", "secret rotate");

        storeSecret(keyring().encrypt("a password of ours!"));
        assertSeen(doctor(), "hmac-secrets", "problem", "is not base64", "secret rotate");

        storeSecret(keyring().encrypt(program.demo("HMAC_SECRET") + "\n"));
        assertSeen(doctor(), "hmac-secrets", "problem", "white space", "secret rotate");

        storeSecret(keyring().encrypt(program.demo("HMAC_SECRET")));
        assertWell("hmac-secrets");
    }

    @Test
    void anOldSecretThatStaysValidForLongIsTold() {
        sql("UPDATE agents SET previous_hmac_secret_encrypted = hmac_secret_encrypted,"
                + " previous_hmac_secret_until = now() + interval '30 days' WHERE id = :id");
        assertSeen(doctor(), "hmac-secrets", "warning", "is valid until", "previous_hmac_secret_until = now()");

        sql("UPDATE agents SET previous_hmac_secret_until = now() WHERE id = :id");
        assertWell("hmac-secrets");
        sql(
                "UPDATE agents SET previous_hmac_secret_encrypted = NULL, previous_hmac_secret_until = NULL WHERE id = :id");
    }

    @Test
    void anotherEncryptionKeyAndNoneAtAllAreFound() {
        CommandRun other = doctor("ENCRYPTION_KEY", Keyring.generateKey());
        assertSeen(other, "encryption-key", "problem", "cannot be read with the keys here", "<present>,<old>");

        String own = EmbeddedEncryptionKey.in(program.settings().dataDir()).get(0);
        CommandRun two = doctor("ENCRYPTION_KEY", Keyring.generateKey() + "," + own);
        assertSeen(
                two, "encryption-key", "warning", "with an older key", "./jira-agent secret rotate --encryption-key");

        CommandRun none = doctor("ENCRYPTION_KEY", "tooshort");
        assertSeen(none, "encryption-key", "problem", "not 32 bytes in base64url", "secret generate --encryption-key");
        assertSeen(none, "hmac-secrets", "skipped", "before encryption-key is mended", "");
        assertThat(none.out()).doesNotContain("tooshort");
        assertWell("encryption-key");
    }

    @Test
    void aDraftIsFoundBeforeAndAfterEventsCameForIt() {
        String activate = "./jira-agent agent activate " + DemoSetup.AGENT_ID;
        sql("UPDATE agents SET status = 'draft' WHERE id = :id");
        assertSeen(doctor(), "agents", "warning", "is a draft", activate);

        jdbc().sql("INSERT INTO rejected_requests (at, agent_id, reason, client, size_bytes)"
                        + " VALUES (now(), :id, 'agent_not_active', '10.0.0.1', 1)")
                .param("id", DemoSetup.AGENT_ID)
                .update();
        assertSeen(doctor(), "agents", "problem", "403 \"Agent is draft\"", activate);

        CommandRun.with(program.environment(), "agent", "activate", DemoSetup.AGENT_ID.toString())
                .succeeded();
        sql("DELETE FROM rejected_requests WHERE agent_id = :id");
        assertWell("agents");
    }

    @Test
    void anAgentWithoutARouteIsFound() {
        sql("UPDATE agents SET kind = 'no-such-kind' WHERE id = :id");
        assertSeen(doctor(), "agents", "problem", "there is no route for it", "agents/no-such-kind.camel.yaml");

        sql("UPDATE agents SET kind = 'ticket-enhancer' WHERE id = :id");
        assertWell("agents");
    }

    @Test
    void refusedRequestsAreToldWithWhatMendsThem() {
        jdbc().sql(
                        "INSERT INTO rejected_requests (at, agent_id, reason, client, size_bytes)"
                                + " VALUES (now(), :id, 'invalid_signature', '10.0.0.1', 1), (now(), :other, 'invalid_signature', '10.0.0.1', 1)")
                .param("id", DemoSetup.AGENT_ID)
                .param("other", UUID.randomUUID())
                .update();
        CommandRun run = doctor();
        assertSeen(run, "refusals", "warning", "invalid_signature", "secret rotate --agent " + DemoSetup.AGENT_ID);
        assertSeen(run, "refusals", "warning", "unknown agent", "./jira-agent agent list");

        jdbc().sql("DELETE FROM rejected_requests").update();
        assertWell("refusals");
    }

    @Test
    void deadLettersAreToldByReason() {
        UUID failed = execution(
                "status, queued_at, completed_at, error, dead_lettered_at",
                "'failed', now(), now() - interval '1 hour', '{\"reason\": \"agent_refused\"}', now()");
        assertSeen(
                doctor(), "dead-letters", "warning", "1 wait with the reason agent_refused", "--reason agent_refused");

        forget(failed);
        assertWell("dead-letters");
    }

    @Test
    void commentsThatJiraRefusedAreTold() {
        jdbc().sql("INSERT INTO jira_sites (tenant_id, base_url, flavour, token_encrypted)"
                        + " VALUES (:tenant, 'https://jira.example', 'data-center', :token)")
                .param("tenant", DemoSetup.TENANT_ID)
                .param("token", keyring().encrypt("x"))
                .update();
        jdbc().sql("INSERT INTO jira_comments (agent_id, issue_key, tenant_id, execution_id, epoch, seq, state, error)"
                        + " VALUES (:agent, 'D-1', :tenant, :agent, 1, 1, 'failed', '{\"reason\": \"jira_refused\"}')")
                .param("agent", DemoSetup.AGENT_ID)
                .param("tenant", DemoSetup.TENANT_ID)
                .update();
        assertSeen(doctor(), "comments", "warning", "1 comments failed", "./jira-agent jira status");

        jdbc().sql("DELETE FROM jira_comments").update();
        jdbc().sql("DELETE FROM jira_sites").update();
        assertWell("comments");
    }

    @Test
    void aFullDiskIsFound() {
        assertSeen(doctor("DATA_MIN_FREE_MB", "1000000000"), "disk", "problem", "refused with 503", "du -xsh");
        assertWell("disk");
    }

    @Test
    void aRouteFileThatIsWrongIsFoundWithItsLine() {
        RoutesCopy routes = RoutesCopy.in(folder.resolve("routes-" + UUID.randomUUID()));
        routes.write(
                "tenants/acme",
                routes.read("tenants/_example").replace("example", "acme").replace("issueTypes", "issueType"));

        CommandRun run = doctor("ROUTES_DIR", routes.folder().toString());

        assertSeen(run, "route-files", "problem", "tenants/acme.camel.yaml:13", "./jira-agent routes check");
        assertWell("route-files");
    }

    @Test
    void tablesOfAnotherVersionAreFound() {
        jdbc().sql("UPDATE flyway_schema_history SET version = '999' WHERE version = '9'")
                .update();
        CommandRun run = doctor();
        assertSeen(run, "database", "problem", "lacks 1 migrations", "./jira-agent run");
        assertSeen(run, "worker", "skipped", "before database is mended", "");

        jdbc().sql("UPDATE flyway_schema_history SET version = '9' WHERE version = '999'")
                .update();
        assertWell("database");
    }

    @Test
    void anAddressWithoutHttpsAndACertificateThatEndsAreTold() {
        assertSeen(
                doctor("SERVER_PUBLIC_URL", "http://agents.example.com"),
                "public-url",
                "warning",
                "is not https",
                "SERVER_PUBLIC_URL=https");
        Path tls = folder.resolve("tls-" + UUID.randomUUID());
        CommandRun.with(program.environment(), "tls", "self-signed", "--days", "5", "--out", tls.toString())
                .succeeded();
        String certificate = tls.resolve("certificate.pem").toString();
        String key = tls.resolve("key.pem").toString();
        assertThat(Arrays.stream(tls.toFile().list()).toList()).isNotEmpty();

        assertSeen(
                doctor("TLS_CERTIFICATE", certificate, "TLS_KEY", key), "certificate", "warning", "ends on", "Renew");
        assertSeen(
                doctor("TLS_CERTIFICATE", tls.resolve("none").toString(), "TLS_KEY", key),
                "certificate",
                "problem",
                "cannot be read",
                "Renew");
        assertWell("certificate");
        assertWell("public-url");
    }

    @Test
    void theAddressesOfDemoEnvAreThoseOfTheServersInsideTheProgram() {
        CommandRun run =
                doctor("DATABASE_URL", program.demo("DATABASE_URL"), "KAFKA_BROKERS", program.demo("KAFKA_BROKERS"));

        assertThat(run.exitCode()).as(run.out()).isZero();
    }

    @Test
    void aKeyOfTheConfigurationThatIsWrongIsNamed() {
        CommandRun run = doctor("SERVER_PORT", "many");

        assertSeen(run, "configuration", "problem", "SERVER_PORT", "application.properties");
        assertWell("configuration");
    }
}
