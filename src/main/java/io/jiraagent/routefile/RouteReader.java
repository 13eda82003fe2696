package io.jiraagent.routefile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a {@code route} that a user has written, and refuses what would leave an execution without an end. */
final class RouteReader {
    private static final Set<String> ROUTE_KEYS = Set.of(
            "id",
            "description",
            "note",
            "group",
            "from",
            "inputType",
            "outputType",
            "logMask",
            "messageHistory",
            "streamCache",
            "trace",
            "delayer");
    private static final Set<String> WITHOUT_ANSWER = Set.of("stop", "rollback");
    private static final Set<String> TEXTS_FOR_PEOPLE = Set.of("message", "description", "note", "id");
    private static final Pattern REFERENCE = Pattern.compile("\\bdirect:(?://)?([^\\s?&,;'\"]+)");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+");

    private final Findings findings;

    RouteReader(Findings findings) {
        this.findings = findings;
    }

    /** A call of another route. */
    record Reference(String direct, int line) {}

    /**
     * @param direct the name by which it is called
     * @param references the routes that it calls
     */
    record UserRoute(String id, String direct, int line, List<Reference> references) {}

    UserRoute read(YamlNode route) {
        String id = route.text("id").orElse("");
        if (!TenantParameters.slug(id)) {
            findings.wanted(route.get("id").orElse(route), "A route's id", id, "a-z, 0-9 and -");
        }
        route.entries().forEach((key, value) -> {
            if (!ROUTE_KEYS.contains(key)) {
                findings.error(
                        value.line(),
                        "A route in this folder cannot have '" + key + "'",
                        "Its failures are outcomes of the execution: let it throw");
            }
        });
        YamlNode from = route.get("from").orElse(route);
        Optional<YamlNode> steps = from.get("steps");
        if (steps.map(YamlNode::items).orElse(List.of()).isEmpty()) {
            findings.error(from.line(), "The route has no steps under 'from'", "");
        }
        List<Reference> references = new ArrayList<>();
        from.mappings().forEach(this::refuseStepsWithoutAnswer);
        steps.map(YamlNode::mappings).orElse(List.of()).forEach(mapping -> collectReferences(mapping, references));
        return new UserRoute(id, direct(from), route.line(), references);
    }

    private void refuseStepsWithoutAnswer(YamlNode mapping) {
        for (YamlNode step : mapping.get("steps").map(YamlNode::items).orElse(List.of())) {
            String name = step.text()
                    .orElseGet(
                            () -> step.entries().keySet().stream().findFirst().orElse(""));
            if (WITHOUT_ANSWER.contains(name)) {
                findings.error(
                        step.line(),
                        "'" + name + "' would leave the execution without an answer",
                        "Leave an answer as body, or throw");
            }
        }
    }

    private String direct(YamlNode from) {
        String uri = from.text("uri").orElse("");
        Optional<String> name = uri.equals("direct")
                ? from.get("parameters").flatMap(parameters -> parameters.text("name"))
                : Optional.of(uri).filter(u -> u.startsWith("direct:")).map(u -> u.replaceFirst("direct:(//)?", ""));
        if (name.filter(TenantParameters::slug).isEmpty()) {
            findings.error(
                    from.get("uri").orElse(from).line(),
                    "The route starts from '" + uri + "'; it wants direct, with a name of a-z, 0-9 and -",
                    "Routes of this folder are called by the program; they do not listen to anything else");
        }
        return name.orElse("");
    }

    private void collectReferences(YamlNode mapping, List<Reference> references) {
        if (mapping.text("uri").filter("direct"::equals).isPresent()) {
            mapping.get("parameters")
                    .flatMap(parameters -> parameters.get("name"))
                    .ifPresent(name -> add(name.text().orElse(""), name.line(), references));
        }
        mapping.entries().forEach((key, value) -> {
            if (!TEXTS_FOR_PEOPLE.contains(key)) {
                value.text().ifPresent(text -> {
                    Matcher matcher = REFERENCE.matcher(text);
                    while (matcher.find()) {
                        add(matcher.group(1), value.line(), references);
                    }
                });
            }
        });
    }

    private void add(String name, int line, List<Reference> references) {
        if (NAME.matcher(name).matches()) {
            references.add(new Reference(name, line));
        } else {
            findings.error(
                    line,
                    "The name of a direct route is computed ('direct:" + name + "')",
                    "Write it out; a choice between several is a 'choice' step");
        }
    }
}
