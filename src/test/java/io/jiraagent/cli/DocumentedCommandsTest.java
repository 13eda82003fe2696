package io.jiraagent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What the documentation says to type is a command of this program, with options that it has. */
class DocumentedCommandsTest {
    /** Up to where the shell takes over, or the code ends. */
    private static final Pattern COMMAND =
            Pattern.compile("\\./jira-agent((?: +(?:'[^']*'|\"[^\"]*\"|[^\\s'\"`|<>;&)#]+))+)");

    private static final String SHORTENED_ID = "^[0-9a-f]{4}…$";
    private static final String AN_ID = "00bab7b6-6335-4359-96b4-f48f3460b610";
    private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");

    private final CommandLine commandLine = RootCommand.commandLine(Path.of("."), Map.of());

    private static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.walk(Path.of("docs"));
                Stream<Path> routes = Files.list(Path.of("routes"))) {
            return Stream.concat(
                            Stream.of(Path.of("README.md"), Path.of("CONTRIBUTING.md")), Stream.concat(docs, routes))
                    .filter(file -> file.toString().endsWith(".md"))
                    .toList();
        }
    }

    /** What is wrong with it; empty: nothing, or it is only named and not written out. */
    private String wrong(String arguments) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(arguments);
        while (word.find()) {
            words.add(word.group().replaceAll("^['\"]|['\"]$", "").replaceAll(SHORTENED_ID, AN_ID));
        }
        try {
            commandLine.parseArgs(words.toArray(String[]::new));
            return "";
        } catch (CommandLine.MissingParameterException e) {
            return "";
        } catch (CommandLine.ParameterException e) {
            return e.getMessage();
        }
    }

    @Test
    void areCommandsOfThisProgram() throws IOException {
        List<String> mistakes = new ArrayList<>();
        int commands = 0;
        for (Path page : pages()) {
            Matcher command = COMMAND.matcher(Files.readString(page).replaceAll("\\\\\\n\\s*", " "));
            while (command.find()) {
                commands++;
                String wrong = wrong(command.group(1));
                if (!wrong.isEmpty()) {
                    mistakes.add(page + ": " + command.group() + ": " + wrong);
                }
            }
        }

        assertThat(mistakes).isEmpty();
        assertThat(commands).isGreaterThan(80);
    }
}
