package io.jiraagent.web;

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

/** Every button of the pages that changes something opens the dialog. That the server insists is held by PageActionsIT. */
class FormsAskFirstTest {
    private static final Pattern FORM = Pattern.compile("<form [^>]*method=\"post\"[^>]*>.*?</form>", Pattern.DOTALL);
    private static final Pattern BUTTON = Pattern.compile("<button [^>]*>");

    /** Buttons that need no question, by what is written in them, each with the reason. */
    private static final Map<String, String> WITHOUT = Map.of(
            "login.html Sign in", "changes nothing of anybody else's",
            "login.html Sign in with this link", "changes nothing of anybody else's",
            "layout.html Sign out", "changes nothing of anybody else's",
            "confirm.html {{ confirmation.button }}", "is the answer",
            "replay.html Replay {{ matching }} now", "is the answer: the dry run is the question",
            "try.html Try it", "asks itself where the agent may act outside",
            "try.html Only show what it would get", "calls nobody");

    @Test
    void everyChangingButtonAsks() throws IOException {
        List<String> silent = new ArrayList<>();
        int asking = 0;
        try (Stream<Path> files = Files.list(Path.of("src", "main", "resources", "web"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".html"))
                    .sorted()
                    .toList()) {
                String html = Files.readString(file);
                for (String button : buttons(html)) {
                    String name = file.getFileName() + " " + text(html, button);
                    if (button.endsWith(" data-confirm>")) {
                        asking++;
                    } else if (!WITHOUT.containsKey(name)) {
                        silent.add(name);
                    }
                }
            }
        }
        assertThat(silent).as("buttons that change something without asking").isEmpty();
        assertThat(asking).isGreaterThan(9);
    }

    private static List<String> buttons(String html) {
        return FORM.matcher(html)
                .results()
                .flatMap(form -> BUTTON.matcher(form.group()).results())
                .map(match -> match.group())
                .filter(button -> !button.contains("type=\"button\""))
                .toList();
    }

    private static String text(String html, String button) {
        Matcher text = Pattern.compile(Pattern.quote(button) + "(.*?)</button>", Pattern.DOTALL)
                .matcher(html);
        return text.find() ? text.group(1).strip() : "";
    }
}
