package io.jiraagent.routefile;

import io.jiraagent.routefile.Template.Parameter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code routes/templates/<id>.camel.yaml}. */
public final class TemplateReader {
    /** What the program reads itself; a template that leaves one out could not be used. */
    private static final Map<String, List<String>> READ_BY_THE_PROGRAM = Map.of(
            Template.INTAKE, TenantParameters.OF_INTAKE,
            Template.AGENT, TenantParameters.OF_AGENT);

    private TemplateReader() {}

    /** @return empty where {@code findings} has got an error */
    public static Optional<Template> read(RouteFile file, Findings findings) {
        if (!READ_BY_THE_PROGRAM.containsKey(file.name())) {
            findings.error(
                    1,
                    "There is no use for a template '" + file.name() + "'",
                    "The templates are " + Template.INTAKE + " and " + Template.AGENT
                            + "; steps that files share belong into a route under agents/");
            return Optional.empty();
        }
        return SingleElement.read(file, "routeTemplate", findings).flatMap(node -> read(file, node, findings));
    }

    private static Optional<Template> read(RouteFile file, YamlNode node, Findings findings) {
        String id = node.text("id").orElse("");
        if (!id.equals(file.name())) {
            findings.wanted(node.get("id").orElse(node), "The template's id", id, "the file's name, " + file.name());
        }
        Template template = new Template(id, parameters(node, findings), file.text());
        for (String name : READ_BY_THE_PROGRAM.get(file.name())) {
            if (template.parameter(name).isEmpty()) {
                findings.error(
                        node.line(), "The parameter '" + name + "' is missing", "The program reads it; declare it");
            }
        }
        return findings.errors() ? Optional.empty() : Optional.of(template);
    }

    private static List<Parameter> parameters(YamlNode template, Findings findings) {
        List<Parameter> parameters = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (YamlNode node : template.get("parameters").map(YamlNode::items).orElse(List.of())) {
            String name = node.text("name").orElse("");
            if (name.isBlank() || !names.add(name)) {
                findings.wanted(node, "A parameter's name", name, "a name of its own");
            }
            String description = node.text("description").orElse("");
            if (description.isBlank()) {
                findings.error(node.line(), "The parameter '" + name + "' has no description", "Say what it means");
            }
            String fallback = node.text("defaultValue").orElse(null);
            boolean required =
                    fallback == null && !node.text("required").orElse("true").equals("false");
            parameters.add(new Parameter(name, required, fallback, description));
        }
        return parameters;
    }
}
