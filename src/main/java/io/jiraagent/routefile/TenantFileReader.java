package io.jiraagent.routefile;

import io.jiraagent.routefile.RouteReader.Reference;
import io.jiraagent.routefile.RouteReader.UserRoute;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code routes/tenants/<tenant>.camel.yaml}. Not thread-safe. */
public final class TenantFileReader {
    /** Its topic would be that of the dead letters. */
    private static final String RESERVED = "dead-letter";

    private final RouteFile file;
    private final Surroundings surroundings;
    private final Findings findings;
    private final String tenant;
    private final List<TenantRule> rules = new ArrayList<>();
    private final List<UserRoute> routes = new ArrayList<>();
    private TenantIntake intake;
    private Map<String, String> intakeGiven = Map.of();

    private TenantFileReader(RouteFile file, Surroundings surroundings, Findings findings) {
        this.file = file;
        this.surroundings = surroundings;
        this.findings = findings;
        this.tenant = file.subject();
    }

    /** @return empty where {@code findings} has got an error */
    public static Optional<TenantFile> read(RouteFile file, Surroundings surroundings, Findings findings) {
        try {
            TenantFileReader reader = new TenantFileReader(file, surroundings, findings);
            reader.read(YamlNode.parse(file.text()));
            return findings.errors() ? Optional.empty() : Optional.of(reader.result());
        } catch (YamlMistake e) {
            findings.error(e.line(), e.getMessage(), "");
            return Optional.empty();
        }
    }

    private TenantFile result() {
        return new TenantFile(
                file,
                intake,
                rules,
                routes.stream()
                        .map(r -> new OwnRoute(r.id(), r.direct(), r.line()))
                        .toList(),
                intakeGiven);
    }

    private void read(YamlNode root) {
        if (!TenantParameters.slug(tenant) || tenant.equals(RESERVED)) {
            findings.error(1, "The file's name '" + tenant + "' cannot be a tenant's", "Name it like the tenant");
        }
        if (!root.isList()) {
            findings.error(1, "The file wants a list of '- templatedRoute:' and '- route:'", "");
            return;
        }
        for (YamlNode item : root.items()) {
            Set<String> keys = item.entries().keySet();
            if (keys.equals(Set.of("templatedRoute"))) {
                readInstance(item.entries().get("templatedRoute"));
            } else if (keys.equals(Set.of("route"))) {
                routes.add(new RouteReader(findings).read(item.entries().get("route")));
            } else {
                findings.error(
                        item.line(),
                        "A tenant's file cannot have '" + String.join(", ", keys) + "'",
                        "It has '- templatedRoute:' and '- route:'");
            }
        }
        if (intake == null) {
            findings.error(1, "The file has no instance of " + Template.INTAKE, "Copy it from _example.camel.yaml");
        }
        checkNames();
        checkReferences();
    }

    private void readInstance(YamlNode node) {
        String ref = node.text("routeTemplateRef").orElse("");
        if (ref.equals(Template.INTAKE)) {
            readIntake(node);
        } else if (ref.equals(Template.AGENT)) {
            Arguments arguments = Arguments.of(node, surroundings.templates().agent(), findings);
            rules.add(TenantParameters.rule(arguments, node.text("routeId").orElse(""), node.line()));
        } else {
            findings.wanted(
                    node.get("routeTemplateRef").orElse(node),
                    "routeTemplateRef",
                    ref,
                    Template.INTAKE + " or " + Template.AGENT);
        }
        for (String key : List.of("beans", "prefixId")) {
            node.get(key).ifPresent(n -> findings.error(n.line(), "An instance cannot have '" + key + "' here", ""));
        }
    }

    private void readIntake(YamlNode node) {
        if (intake != null) {
            findings.error(node.line(), "There is a second instance of " + Template.INTAKE, "A tenant has one");
        }
        Arguments arguments = Arguments.of(node, surroundings.templates().intake(), findings);
        intake = TenantParameters.intake(arguments, tenant);
        intakeGiven = arguments.texts();
        refuseTakenId(TenantFile.intakeRouteId(tenant), node.line(), surroundings, findings);
        String id = node.text("routeId").orElse("");
        if (!id.equals(TenantFile.intakeRouteId(tenant))) {
            findings.wanted(
                    node.get("routeId").orElse(node), "The intake's routeId", id, TenantFile.intakeRouteId(tenant));
        }
    }

    private void checkNames() {
        Set<String> ids = new HashSet<>(Set.of(TenantFile.intakeRouteId(tenant)));
        Set<String> directs = new HashSet<>();
        for (TenantRule rule : rules) {
            checkId(rule.id(), rule.line(), ids);
            directs.add(rule.id());
        }
        for (UserRoute route : routes) {
            checkId(route.id(), route.line(), ids);
            if (!begins(route.direct().replaceFirst("^agent-", ""))
                    && !route.direct().isEmpty()) {
                findings.error(
                        route.line(),
                        "The route starts from direct:" + route.direct() + "; the name has to begin with " + tenant
                                + "- or, for an agent, with agent-" + tenant + "-",
                        "");
            }
            if (!directs.add(route.direct())) {
                findings.error(route.line(), "Two routes start from direct:" + route.direct(), "");
            }
        }
    }

    private boolean begins(String name) {
        return name.startsWith(tenant + "-");
    }

    private void checkId(String id, int line, Set<String> ids) {
        if (!TenantParameters.slug(id) || !begins(id)) {
            findings.error(
                    line, "The id '" + id + "' has to begin with " + tenant + "- and to be of a-z, 0-9 and -", "");
        } else if (!ids.add(id)) {
            findings.error(line, "The id '" + id + "' stands in this file twice", "");
        } else {
            refuseTakenId(id, line, surroundings, findings);
        }
    }

    static void refuseTakenId(String id, int line, Surroundings surroundings, Findings findings) {
        if (surroundings.programRoutes().contains(id)) {
            findings.error(line, "The id '" + id + "' is that of a route of the program", "Choose another");
        } else if (surroundings.takenIds().containsKey(id)) {
            findings.error(
                    line,
                    "The id '" + id + "' is taken by " + surroundings.takenIds().get(id),
                    "Choose another");
        }
    }

    private void checkReferences() {
        Set<String> own = new HashSet<>();
        routes.forEach(route -> own.add(route.direct()));
        routes.stream()
                .flatMap(route -> route.references().stream())
                .filter(reference -> !own.contains(reference.direct()) && !surroundings.callable(reference.direct()))
                .forEach(reference -> reportMissing(reference, findings));
        for (TenantRule rule : rules) {
            checkHook("before", rule.before(), rule.line("before"), own);
            checkHook("after", rule.after(), rule.line("after"), own);
            rule.agent()
                    .filter(kind -> !own.contains(AgentFileReader.routeId(kind))
                            && !surroundings.agentKinds().contains(kind))
                    .ifPresent(kind -> findings.error(
                            rule.line("agent"),
                            "The rule " + rule.id() + " names the agent '" + kind + "', which has no route",
                            "Its place is agents/" + kind + RouteFile.EXTENSION + ", or this file for "
                                    + AgentFileReader.routeId(tenant + "-…")));
        }
    }

    private void checkHook(String parameter, String hook, int line, Set<String> own) {
        if (!own.contains(hook) && !hook.equals(Surroundings.NO_HOOK) && !hook.isEmpty()) {
            findings.error(
                    line,
                    "The parameter '" + parameter + "' is '" + hook + "', and this file has no route from direct:"
                            + hook,
                    "");
        }
    }

    static void reportMissing(Reference reference, Findings findings) {
        findings.error(
                reference.line(),
                "Nothing starts from direct:" + reference.direct(),
                "A route may call those of its own file and agents (direct:agent-<kind>)");
    }
}
