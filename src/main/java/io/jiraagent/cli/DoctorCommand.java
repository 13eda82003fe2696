package io.jiraagent.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jiraagent.config.ConfigurationException;
import io.jiraagent.config.Settings;
import io.jiraagent.doctor.ConfigurationCheck;
import io.jiraagent.doctor.Examination;
import io.jiraagent.doctor.Examination.Entry;
import io.jiraagent.doctor.Verdict;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code jira-agent doctor}. */
@Command(
        name = "doctor",
        description = {
            "Looks for what is wrong, and says what mends it. Changes nothing.",
            "It looks at the configuration here, at PostgreSQL and Kafka (those of DATABASE_URL and KAFKA_BROKERS, else those inside"
                    + " the program that runs on DATA_DIR), at agents and their secrets, at what waits and what failed.",
            "For a symptom that it does not find: docs/troubleshooting.md."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:nothing has to be mended; there may be warnings",
            "1:something has to be mended",
            "2:wrong usage"
        })
final class DoctorCommand implements Callable<Integer> {
    private static final String INDENT = " ".repeat(26);

    @Spec
    private CommandSpec spec;

    @Mixin
    private JsonOption output;

    @Override
    public Integer call() {
        Examination examination = new Examination();
        RootCommand root = RootCommand.of(spec);
        examination.look(new ConfigurationCheck(() -> configuration(root)));
        try {
            new DoctorRounds(root.settingsForDatabase()).examine(examination);
        } catch (ConfigurationException e) {
            // That it cannot be read has been found already.
            output.print(json(examination), text(examination));
            return RootCommand.FAILED;
        }
        output.print(json(examination), text(examination));
        return examination.count(Verdict.PROBLEM) == 0 ? 0 : RootCommand.FAILED;
    }

    /** The addresses in {@code demo.env} do not make the servers inside the program somebody's own. */
    private static Settings configuration(RootCommand root) {
        Settings settings = root.settingsForDatabase();
        boolean inside =
                RegistryAccess.find(settings).map(RegistryAccess::embedded).orElse(false);
        return inside ? settings : root.settings();
    }

    private static ObjectNode json(Examination examination) {
        ObjectNode json = RegistryJson.object().put("ok", examination.count(Verdict.PROBLEM) == 0);
        ArrayNode checks = json.putArray("checks");
        examination.entries().forEach(entry -> checks.addObject()
                .put("check", entry.check())
                .put("result", entry.observation().verdict().text())
                .put("found", entry.observation().found())
                .put("fix", entry.observation().fix()));
        return json;
    }

    private static String text(Examination examination) {
        return examination.entries().stream().map(DoctorCommand::line).collect(Collectors.joining("\n")) + "\n"
                + examination.count(Verdict.PROBLEM) + " problems, " + examination.count(Verdict.WARNING)
                + " warnings. By symptom: docs/troubleshooting.md";
    }

    private static String line(Entry entry) {
        Verdict verdict = entry.observation().verdict();
        String word = verdict == Verdict.OK ? "ok" : verdict.text().toUpperCase(Locale.ROOT);
        String line = String.format(
                Locale.ROOT,
                "%-8s  %-14s  %s",
                word,
                entry.check(),
                printable(entry.observation().found()));
        return entry.observation().fix().isEmpty()
                ? line
                : line + "\n" + INDENT + "→ " + printable(entry.observation().fix());
    }

    /** Names come from elsewhere and must not steer the terminal. */
    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
