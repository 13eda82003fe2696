package io.jiraagent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jiraagent.demo.DemoSetup;
import io.jiraagent.secret.Keyring;
import io.jiraagent.testing.RunningProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What the commands about tenants, agents and tokens say when something is wrong. */
class RegistryMistakesTest {
    private static final int FAILED = 1;
    private static final int USAGE = 2;
    private static final String[] ADD_DEMO_AGENT = {
        "agent", "add", "--tenant", "demo", "--name", "Never made", "--kind", "echo"
    };

    private final RunningProgram program = RunningProgram.shared();

    @TempDir
    private Path folder;

    private static void assertRefused(CommandRun run, int exitCode, String... says) {
        assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
        assertThat(run.err()).contains(says).doesNotContain("\tat ");
        assertThat(run.out()).isEmpty();
    }

    private Map<String, String> environment(String... changes) {
        Map<String, String> environment = new HashMap<>(program.environment());
        for (int i = 0; i < changes.length; i += 2) {
            environment.put(changes[i], changes[i + 1]);
        }
        return environment;
    }

    private String databaseUrl() {
        return program.demo("DATABASE_URL");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tenant add --name demo | 1 | There is a tenant named 'demo' already; its id is 4952b9b3",
                "tenant add --name other --id 4952b9b3-5909-4041-95a9-e068e01f7e13 | 1 | a tenant with the id 4952b9b3",
                "tenant add --name Upper | 2 | 'Upper' is not like that",
                "tenant add --name 4952b9b3-5909-4041-95a9-e068e01f7e13 | 2 | is not an id",
                "tenant add --id x --name y | 2 | Invalid value for option '--id'",
                "tenant add | 2 | Missing required option: '--name",
                "tenant | 2 | Name a command: add, list or set.",
                "agent list --tenant nobody | 1 | There is no tenant 'nobody'. Known: demo",
                "agent add --tenant nobody --name A --kind echo | 1 | There is no tenant 'nobody'. Known: demo",
                "agent add --tenant demo --name A --kind http | 2 | kind http needs a URL",
                "agent add --tenant demo --name A --kind http --url ftp://a/b | 2 | http://host/path",
                "agent add --tenant demo --name A --kind http --url /b | 2 | http://host/path",
                "agent add --tenant demo --name A --kind http --url http:///b | 2 | http://host/path",
                "agent add --tenant demo --name A --kind http --url http://u:p@a/b | 2 | without user and password",
                "agent add --tenant demo --name A --kind Echo | 2 | The name of a kind",
                "agent add --tenant demo --name A --kind ../echo | 2 | The name of a kind",
                "agent add --tenant demo --name A --kind echo --concurrency 0 | 2 | 1 to 10000, not 0",
                "agent add --tenant demo --name A --kind echo --max-attempts 101 | 2 | 1 to 100, not 101",
                "agent add --tenant demo --name A --kind echo --deadline 3601 | 2 | 1 to 3600, not 3601",
                "agent activate 11111111-1111-1111-1111-111111111111 | 1 | no agent with the id 11111111",
                "agent pause 11111111-1111-1111-1111-111111111111 | 1 | no agent with the id 11111111",
                "agent activate x | 2 | Invalid value for positional parameter",
                "agent | 2 | Name a command: add, list, show, set, try, activate or pause.",
                "secret rotate --agent 11111111-1111-1111-1111-111111111111 | 1 | no agent with the id 11111111",
                "secret rotate --agent 00bab7b6-6335-4359-96b4-f48f3460b610 --valid-for soon | 2 | 24h",
                "secret rotate --agent 00bab7b6-6335-4359-96b4-f48f3460b610 --valid-for 366d | 2 | up to 365d",
                "secret rotate --agent 00bab7b6-6335-4359-96b4-f48f3460b610 --valid-for PT-1S | 2 | up to 365d",
                "secret rotate --agent 00bab7b6-6335-4359-96b4-f48f3460b610 --valid-for 1h --automation-token | 2 | leave out",
                "secret rotate | 2 | Missing required argument",
                "secret rotate --encryption-key --valid-for 1h | 2 | leave out",
                "agent set 00bab7b6-6335-4359-96b4-f48f3460b610 | 2 | Name a setting to change",
                "agent set 00bab7b6-6335-4359-96b4-f48f3460b610 --rate-limit fast | 2 | such as 60/min",
                "agent set 00bab7b6-6335-4359-96b4-f48f3460b610 --daily-runs few | 2 | a whole number, or none",
                "agent set 00bab7b6-6335-4359-96b4-f48f3460b610 --url http://169.254.1.1/x | 2 | a link-local",
                "agent set 11111111-1111-1111-1111-111111111111 --name x | 1 | no agent with the id 11111111",
                "agent show 11111111-1111-1111-1111-111111111111 | 1 | no agent with the id 11111111",
                "agent add --tenant demo --name A --kind echo --rate-limit 60 | 2 | such as 60/min",
                "agent add --tenant demo --name A --kind echo --daily-runs 0 | 2 | 1 to 1000000000, not 0",
                "agent add --tenant demo --name A --kind http --url http://10.1.1.1/x | 2 | a private address",
                "tenant set nobody --daily-runs 5 | 1 | There is no tenant 'nobody'",
                "tenant set demo --rate-limit 5/d | 2 | such as 60/min",
                "token create --name t --role king | 2 | Invalid value for option '--role'",
                "token create --name t --role viewer --tenant nobody | 1 | There is no tenant 'nobody'",
                "token create --name t --role viewer --expires-in 0s | 2 | valid for 1s to 3650d",
                "token create --name t --role viewer --expires-in 99999d | 2 | valid for 1s to 3650d",
                "token create --name 4952b9b3-5909-4041-95a9-e068e01f7e13 --role viewer | 2 | not an id",
                "token revoke nothing | 1 | There is no valid token 'nothing'",
                "token revoke 11111111-1111-1111-1111-111111111111 | 1 | There is no valid token '11111111",
                "token | 2 | Name a command: create, list or revoke.",
            })
    void saysWhatIsWrong(String arguments, int exitCode, String says) {
        assertRefused(CommandRun.of(arguments.split(" ", -1)), exitCode, says);
    }

    @Test
    void neverShowsAPasswordInAUrl() {
        CommandRun run = CommandRun.of(
                "agent", "add", "--tenant", "demo", "--name", "A", "--kind", "http", "--url", "http://u:hunter2@a/b");

        assertThat(run.err()).doesNotContain("hunter2");
    }

    @Test
    void refusesASecondValidTokenOfTheSameName() {
        assertRefused(
                CommandRun.of("token", "create", "--name", "demo admin", "--role", "admin"),
                FAILED,
                "There is a valid token named 'demo admin' already; revoke it first");
    }

    @ParameterizedTest
    @ValueSource(strings = {"two\nlines", " ", "\u001b[31mred"})
    void refusesNamesThatWouldSpoilALine(String name) {
        CommandRun run = CommandRun.of("agent", "add", "--tenant", "demo", "--name", name, "--kind", "echo");

        assertRefused(run, USAGE, "The name of an agent is one line");
        assertThat(run.err()).doesNotContain("\u001b");
    }

    @Test
    void withoutAProgramItSaysHowToStartOne() {
        assertRefused(
                CommandRun.with(Map.of("DATA_DIR", folder.toString()), "tenant", "list"),
                FAILED,
                "No program has run on " + folder,
                "./jira-agent run",
                "DATABASE_URL");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void withAProgramThatWasStoppedItSaysSo() throws IOException {
        Files.writeString(
                folder.resolve("demo.env"),
                "DATABASE_URL='postgresql://postgres@localhost:" + RunningProgram.freePort() + "/postgres'\n");

        assertRefused(
                CommandRun.with(Map.of("DATA_DIR", folder.toString()), "tenant", "list"),
                FAILED,
                "The program that uses " + folder + " does not run",
                "./jira-agent run");
    }

    @Test
    void withAConfiguredDatabaseThatIsAwayItSaysWhy() {
        String url = "jdbc:postgresql://ops:hunter2@localhost:" + RunningProgram.freePort() + "/agents";

        CommandRun run = CommandRun.with(environment("DATABASE_URL", url.replace("jdbc:", "")), "tenant", "list");

        assertRefused(run, FAILED, "The database of DATABASE_URL does not answer: ", "refused");
        assertThat(run.err()).doesNotContain("hunter2");
    }

    @Test
    void withADatabaseThatHasNoTablesItSaysWhoMakesThem() {
        String url = databaseUrl().replaceFirst("/postgres$", "/template1");

        assertRefused(
                CommandRun.with(environment("DATABASE_URL", url), "tenant", "list"),
                FAILED,
                "The database has no tables yet",
                "./jira-agent run");
    }

    @Test
    void aConfiguredDatabaseNeedsNoKeysUntilASecretIsMade() {
        Map<String, String> elsewhere = Map.of("DATABASE_URL", databaseUrl(), "DATA_DIR", folder.toString());

        assertThat(CommandRun.with(elsewhere, "agent", "list").succeeded().out())
                .contains(DemoSetup.AGENT_ID.toString());
        assertRefused(CommandRun.with(elsewhere, ADD_DEMO_AGENT), USAGE, "ENCRYPTION_KEY is not set");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void refusesToEncryptWithAKeyThatTheProgramDoesNotHave() {
        assertRefused(
                CommandRun.with(environment("ENCRYPTION_KEY", Keyring.generateKey()), ADD_DEMO_AGENT),
                USAGE,
                "The ENCRYPTION_KEY used here is not the one");
    }

    @Test
    void findsTheKeyAlsoWhenDemoEnvWasExported() {
        CommandRun rotated = CommandRun.with(
                environment("DATABASE_URL", databaseUrl(), "KAFKA_BROKERS", program.demo("KAFKA_BROKERS")),
                "secret",
                "rotate",
                "--agent",
                "11111111-1111-1111-1111-111111111111");

        assertRefused(rotated, FAILED, "There is no agent with the id");
    }

    @Test
    void everyCommandExplainsItself() {
        for (String command : List.of(
                "tenant",
                "tenant add",
                "tenant list",
                "agent",
                "agent add",
                "agent list",
                "agent activate",
                "agent pause",
                "secret",
                "secret rotate",
                "token",
                "token create",
                "token list",
                "token revoke")) {
            List<String> arguments = new ArrayList<>(List.of(command.split(" ", -1)));
            arguments.add("--help");

            CommandRun help = CommandRun.of(arguments.toArray(String[]::new));

            assertThat(help.exitCode()).as(command).isEqualTo(CommandLine.ExitCode.OK);
            assertThat(help.out()).contains("Usage: jira-agent " + command);
        }
    }
}
