package io.jiraagent.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.jiraagent.config.Settings;
import io.jiraagent.routefile.Finding;
import io.jiraagent.routefile.RouteFileInspection;
import io.jiraagent.routing.live.ScratchContext;
import io.jiraagent.testing.RoutesCopy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of mistake in a route file is told with its line, and with what is wanted. */
class RouteFileMistakesTest {
    private static final String INTAKE = """
            - templatedRoute:
                routeTemplateRef: tenant-intake
                routeId: acme-intake
                parameters:
                  - name: tenant
                    value: acme
            """;
    private static final String RULE = """
            - templatedRoute:
                routeTemplateRef: tenant-agent
                routeId: acme-bugs
                parameters:
                  - name: issueTypes
                    value: Bug
            """;

    @TempDir
    private static Path folder;

    private static RoutesCopy routes;
    private static ScratchContext trial;

    @BeforeAll
    static void start() {
        routes = RoutesCopy.in(folder.resolve("routes"));
        trial = RoutesCheck.trial(Settings.load(Path.of("."), Map.of()));
    }

    @AfterAll
    static void stop() {
        trial.close();
    }

    private static List<Finding> findings(String file, String text) {
        routes.write(file, text);
        try {
            RouteFileInspection inspection = new RouteFileInspection(routes.folder(), trial, Optional.empty());
            assertThat(inspection.of(routes.path(file)))
                    .extracting(Finding::what)
                    .containsExactlyElementsOf(
                            inspection.ofFolder().stream().map(Finding::what).toList());
            return inspection.ofFolder();
        } finally {
            routes.delete(file);
        }
    }

    private static String rule(String parameter, String value) {
        return INTAKE + RULE.replace("issueTypes", parameter).replace("value: Bug", "value: " + value);
    }

    /** A route of the tenant with this as its step, which stands in line 11. */
    private static String step(String step) {
        return INTAKE + """
                - route:
                    id: acme-before
                    from:
                      uri: direct:acme-before
                      steps:
                %s
                """.formatted(step.indent(8).stripTrailing()) + RULE;
    }

    static Stream<Arguments> tenantsFiles() {
        return Stream.of(
                Arguments.of("no YAML", INTAKE + "- route: [", 7, "This is not YAML"),
                Arguments.of("a tab", INTAKE + "\t- route:", 7, "This is not YAML"),
                Arguments.of("nothing", "", 1, "The file is empty"),
                Arguments.of("a comment only", "# soon\n", 1, "The file is empty"),
                Arguments.of("no list", "tenant: acme", 1, "The file wants a list"),
                Arguments.of("an alias", INTAKE + "- route: &a\n    id: *a\n", 8, "Aliases"),
                Arguments.of(
                        "a key twice",
                        INTAKE.replace("    routeId", "    routeId: x\n    routeId"),
                        4,
                        "'routeId' stands here twice"),
                Arguments.of("no intake", RULE, 1, "no instance of tenant-intake"),
                Arguments.of("two intakes", INTAKE + INTAKE, 8, "second instance of tenant-intake"),
                Arguments.of("another element", INTAKE + "- beans:\n    - name: x\n", 7, "cannot have 'beans'"),
                Arguments.of("an error handler", INTAKE + "- onException:\n    x: y\n", 7, "cannot have 'onException'"),
                Arguments.of(
                        "an unknown template",
                        INTAKE + RULE.replace("tenant-agent", "tenant-agnet"),
                        8,
                        "routeTemplateRef is 'tenant-agnet'; it wants tenant-intake or tenant-agent"),
                Arguments.of(
                        "another tenant's name",
                        INTAKE.replace("value: acme", "value: acmee"),
                        6,
                        "'tenant' is 'acmee'; it wants the file's name, acme"),
                Arguments.of(
                        "no tenant",
                        INTAKE.replaceAll("(?s)    parameters.*", ""),
                        2,
                        "The parameter 'tenant' is missing"),
                Arguments.of(
                        "another id of the intake",
                        INTAKE.replace("acme-intake", "acme-in"),
                        3,
                        "it wants acme-intake"),
                Arguments.of(
                        "an id of another tenant",
                        INTAKE + RULE.replace("acme-bugs", "other-bugs"),
                        8,
                        "has to begin with acme-"),
                Arguments.of("no id", INTAKE + RULE.replace("    routeId: acme-bugs\n", ""), 8, "The id ''"),
                Arguments.of("an id twice", INTAKE + RULE + RULE, 14, "stands in this file twice"),
                Arguments.of(
                        "parameters that are none",
                        INTAKE
                                + "- templatedRoute:\n    routeTemplateRef: tenant-agent\n    routeId: acme-x\n    parameters:\n",
                        10,
                        "wants a list"),
                Arguments.of("an unknown parameter", rule("issueType", "Bug"), 11, "has no parameter 'issueType'"),
                Arguments.of(
                        "a parameter that the program gives", rule("routeId", "x"), 11, "has no parameter 'routeId'"),
                Arguments.of(
                        "a parameter twice",
                        rule("issueTypes", "Bug\n      - name: issueTypes\n        value: Task"),
                        13,
                        "stands here twice"),
                Arguments.of(
                        "a parameter without value",
                        INTAKE + RULE.replace("        value: Bug\n", ""),
                        11,
                        "has no value"),
                Arguments.of(
                        "a word for a number",
                        rule("maxAttempts", "two"),
                        12,
                        "'maxAttempts' is 'two'; it wants a whole number from 1 to 100"),
                Arguments.of("a number out of range", rule("maxAttempts", "0"), 12, "from 1 to 100"),
                Arguments.of("a word for a time", rule("firstRetry", "soon"), 12, "it wants a duration such as"),
                Arguments.of("a time too long", rule("longestRetry", "90d"), 12, "at most 24h"),
                Arguments.of(
                        "times that contradict",
                        rule("firstRetry", "10m\n      - name: longestRetry\n        value: 5m"),
                        14,
                        "at least firstRetry, 10m"),
                Arguments.of(
                        "no project key",
                        rule("projects", "TEST, test"),
                        12,
                        "'projects' is 'test'; it wants project keys"),
                Arguments.of("an empty word", rule("issueTypes", "Bug,,Task"), 12, "'issueTypes' is ''"),
                Arguments.of("no event name", rule("events", "created!"), 12, "'events' is 'created!'"),
                Arguments.of("no pointer", rule("fields", "description=issue.fields.x"), 12, "JSON Pointer"),
                Arguments.of("an unknown field", rule("fields", "key=/issue/key"), 12, "a field (summary"),
                Arguments.of(
                        "an agent without a route",
                        rule("agent", "no-such"),
                        12,
                        "the agent 'no-such', which has no route"),
                Arguments.of("an agent that is no name", rule("agent", "\"${body}\""), 12, "the kind of an agent"),
                Arguments.of(
                        "a hook without a route", rule("before", "acme-nope"), 12, "no route from direct:acme-nope"),
                Arguments.of(
                        "a missing direct",
                        step("- to: {uri: direct:acme-nope}"),
                        12,
                        "Nothing starts from direct:acme-nope"),
                Arguments.of(
                        "a missing direct, spelt out",
                        step("- to:\n    uri: direct\n    parameters:\n      name: acme-nope"),
                        15,
                        "Nothing starts from direct:acme-nope"),
                Arguments.of("a computed direct", step("- toD: {uri: 'direct:acme-${body}'}"), 12, "is computed"),
                Arguments.of(
                        "a route of the program",
                        step("- to: {uri: direct:execution-run}"),
                        12,
                        "Nothing starts from direct:execution-run"),
                Arguments.of("stop", step("- stop: {}"), 12, "without an answer"),
                Arguments.of(
                        "rollback, deep within",
                        step(
                                "- choice:\n    when:\n      - simple: '${body} == null'\n        steps:\n          - rollback: {message: no}"),
                        16,
                        "without an answer"),
                Arguments.of("an unknown step", step("- too: {uri: direct:acme-before}"), 12, "Unknown node id: too"),
                Arguments.of(
                        "an unknown option of a step", step("- log: {massage: x}"), 12, "Unsupported field: massage"),
                Arguments.of("an unknown component", step("- to: {uri: 'ftpp:x'}"), 12, "ftpp"),
                Arguments.of(
                        "an unknown component, computed",
                        step("- toD: {uri: 'ftpp:${body}'}"),
                        12,
                        "There is no component 'ftpp'"),
                Arguments.of(
                        "an unknown option of a component", step("- to: {uri: 'log:x?levell=INFO'}"), 12, "levell"),
                Arguments.of(
                        "an unknown bean",
                        step("- bean: {ref: nobody}"),
                        12,
                        "No bean could be found in the registry for: nobody"),
                Arguments.of(
                        "a bean of the program",
                        step("- bean: {ref: runningExecutions, method: drain}"),
                        12,
                        "runningExecutions"),
                Arguments.of("an unknown method", step("- bean: {ref: ticketEnhancer, method: anser}"), 12, "anser"),
                Arguments.of(
                        "an unknown bean in an option",
                        step(
                                "- to: {uri: http, parameters: {httpUri: 'https://x.example', httpClientConfigurer: '#nobody'}}"),
                        12,
                        "nobody"),
                Arguments.of(
                        "an unknown function",
                        step("- setBody: {expression: {simple: {expression: '${bdy}'}}}"),
                        12,
                        "Unknown function: bdy"),
                Arguments.of(
                        "an unclosed function",
                        step("- setBody: {expression: {simple: {expression: '${body'}}}"),
                        12,
                        "functionEnd"),
                Arguments.of(
                        "an unknown language",
                        step("- setBody: {expression: {simpel: {expression: x}}}"),
                        12,
                        "simpel"),
                Arguments.of(
                        "an unknown property",
                        step("- setBody: {expression: {constant: {expression: '{{no.such}}'}}}"),
                        12,
                        "no.such"),
                Arguments.of(
                        "a wrong step deep within",
                        step(
                                "- log: {message: x}\n- choice:\n    when:\n      - simple: '${body} != null'\n        steps:\n          - log: {message: y}\n          - bean: {ref: nobody}"),
                        18,
                        "nobody"),
                Arguments.of(
                        "no steps",
                        INTAKE + "- route:\n    id: acme-x\n    from:\n      uri: direct:acme-x\n",
                        10,
                        "no steps"),
                Arguments.of(
                        "another start",
                        INTAKE
                                + "- route:\n    id: acme-x\n    from:\n      uri: timer:acme-x\n      steps:\n        - log: {message: x}\n",
                        10,
                        "starts from 'timer:acme-x'; it wants direct"),
                Arguments.of(
                        "the start of an agent of all",
                        INTAKE
                                + "- route:\n    id: acme-x\n    from:\n      uri: direct:agent-echo\n      steps:\n        - log: {message: x}\n",
                        8,
                        "has to begin with acme- or"),
                Arguments.of(
                        "an error policy",
                        INTAKE
                                + "- route:\n    id: acme-x\n    routeConfigurationId: until-written\n    from:\n      uri: direct:acme-x\n      steps:\n        - log: {message: x}\n",
                        9,
                        "cannot have 'routeConfigurationId'"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tenantsFiles")
    void tellsLineAndWantInATenantsFile(String mistake, String text, int line, String what) {
        List<Finding> findings = findings("tenants/acme", text);

        assertThat(findings).as(mistake).hasSize(1);
        assertThat(findings.get(0).text()).contains(what);
        assertThat(findings.get(0))
                .returns(line, Finding::line)
                .returns("tenants/acme.camel.yaml", Finding::file)
                .returns(true, Finding::error);
    }

    @Test
    void tellsAllMistakesOfAFileAtOnce() {
        String text =
                rule("maxAttempts", "two\n      - name: nope\n        value: x").replace("value: acme", "value: acmee");

        assertThat(findings("tenants/acme", text)).extracting(Finding::line).containsExactlyInAnyOrder(6, 12, 13);
    }

    @Test
    void refusesAnIdThatAnotherFileHas() {
        routes.write("tenants/acme", INTAKE + RULE.replace("acme-bugs", "acme-eu-intake"));
        try {
            assertThat(findings("tenants/acme-eu", INTAKE.replace("acme", "acme-eu")))
                    .singleElement()
                    .satisfies(f -> assertThat(f.text())
                            .isEqualTo("tenants/acme-eu.camel.yaml:2: The id 'acme-eu-intake' is taken by"
                                    + " tenants/acme.camel.yaml. Choose another"));
        } finally {
            routes.delete("tenants/acme");
        }
    }

    @Test
    void refusesATenantNamedLikeTheDeadLettersTopic() {
        assertThat(findings("tenants/dead-letter", INTAKE.replace("acme", "dead-letter")))
                .singleElement()
                .satisfies(f -> assertThat(f.what()).contains("cannot be a tenant's"));
    }

    private static String agent(String id, String direct, String step) {
        return """
                - route:
                    id: %s
                    from:
                      uri: direct:%s
                      steps:
                        %s
                """.formatted(id, direct, step);
    }

    static Stream<Arguments> agentsFiles() {
        String good = "- log: {message: x}";
        return Stream.of(
                Arguments.of("another id", agent("agent-mein", "agent-mine", good), 2, "it wants agent-mine"),
                Arguments.of("another start", agent("agent-mine", "agent-mein", good), 4, "it wants agent-mine"),
                Arguments.of(
                        "a call of itself",
                        agent("agent-mine", "agent-mine", "- to: {uri: direct:agent-mine}"),
                        6,
                        "calls itself"),
                Arguments.of(
                        "a call of nothing",
                        agent("agent-mine", "agent-mine", "- to: {uri: direct:agent-nope}"),
                        6,
                        "Nothing starts from"),
                Arguments.of("stop", agent("agent-mine", "agent-mine", "- stop: {}"), 6, "without an answer"),
                Arguments.of(
                        "an unknown bean", agent("agent-mine", "agent-mine", "- bean: {ref: nobody}"), 6, "nobody"),
                Arguments.of(
                        "two routes",
                        agent("agent-mine", "agent-mine", good) + agent("agent-b", "agent-b", good),
                        7,
                        "one '- route:'"),
                Arguments.of("a template", INTAKE, 1, "one '- route:'"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("agentsFiles")
    void tellsLineAndWantInAnAgentsFile(String mistake, String text, int line, String what) {
        List<Finding> findings = findings("agents/mine", text);

        assertThat(findings).as(mistake).hasSize(1);
        assertThat(findings.get(0).text()).contains(what);
        assertThat(findings.get(0).line()).isEqualTo(line);
    }

    static Stream<Arguments> templates() {
        return Stream.of(
                Arguments.of("another id", "id: tenant-intake", "id: intake", 2, "it wants the file's name"),
                Arguments.of(
                        "a parameter that the program reads is gone",
                        "      - name: concurrency",
                        "      - name: cc",
                        2,
                        "'concurrency' is missing"),
                Arguments.of(
                        "an unknown error policy", "hold-batch", "hold-batches", 1, "no error policy 'hold-batches'"),
                Arguments.of("an unknown bean", "intakeBatchProcessor", "intakeBatch", 1, "intakeBatch"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("templates")
    void tellsWhatIsWrongWithATemplate(String mistake, String from, String to, int line, String what) throws Exception {
        String before = routes.read("templates/tenant-intake");
        try {
            routes.write("templates/tenant-intake", before.replace(from, to));

            RouteFileInspection inspection = new RouteFileInspection(routes.folder(), trial, Optional.empty());

            assertThat(inspection.ofFolder()).as(mistake).singleElement().satisfies(finding -> {
                assertThat(finding.text()).contains(what);
                assertThat(finding.line()).isEqualTo(line);
            });
        } finally {
            Files.writeString(routes.path("templates/tenant-intake"), before);
        }
    }

    @Test
    void findsNothingWrongWithWhatComesWithTheProgram() {
        assertThat(new RouteFileInspection(Path.of("routes"), trial, Optional.empty()).ofFolder())
                .isEmpty();
    }
}
