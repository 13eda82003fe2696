package io.jiraagent.routefile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tables of parameters say what the templates say. */
class RoutesReadmeTest {
    @ParameterizedTest
    @ValueSource(strings = {Template.INTAKE, Template.AGENT})
    void hasTheParametersOfTheTemplate(String id) throws IOException {
        Templates templates = Templates.builtIn();
        Template template = id.equals(Template.INTAKE) ? templates.intake() : templates.agent();
        StringBuilder table = new StringBuilder("| parameter of `" + id + "` | default | |\n|---|---|---|\n");
        template.parameters().stream()
                .filter(parameter -> !parameter.name().equals(Template.ROUTE_ID))
                .forEach(parameter -> table.append("| `")
                        .append(parameter.name())
                        .append("` | ")
                        .append(fallback(parameter))
                        .append(" | ")
                        .append(parameter.description())
                        .append(" |\n"));

        assertThat(Files.readString(Path.of("routes/README.md"))).contains(table);
    }

    private static String fallback(Template.Parameter parameter) {
        if (parameter.required()) {
            return "needed";
        }
        return parameter.defaultValue() == null || parameter.defaultValue().isEmpty()
                ? ""
                : "`" + parameter.defaultValue() + "`";
    }
}
