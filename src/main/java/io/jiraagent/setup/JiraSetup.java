package io.jiraagent.setup;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The steps by which somebody who may configure Jira connects it with one agent. Holds no secrets: it says where they are
 * to be had. Immutable.
 *
 * @param warnings what will keep Jira from reaching the agent, or may set the agent off again and again
 */
public record JiraSetup(String agent, List<String> warnings, List<Section> sections) {
    private static final String STEPS = read("steps.txt");
    private static final String BODY_TEMPLATE = read("body-template.txt");

    /** One way to do something. */
    public record Section(String title, List<Step> steps) {}

    /**
     * One thing to do.
     *
     * @param value what to enter, as it is, with its line breaks; null where there is nothing to copy
     */
    public record Step(String text, String value) {}

    /**
     * @param agent its name
     * @param agentId its id
     * @param tenant its tenant's name
     * @param publicUrl address under which Jira reaches this program, without a trailing slash
     * @param ownAccounts who the integration is in Jira
     */
    public static JiraSetup of(
            String agent, String agentId, String tenant, String publicUrl, List<String> ownAccounts) {
        Map<String, String> values = Map.of(
                "{automation_url}", publicUrl + "/jira/automation/" + agentId,
                "{webhook_url}", publicUrl + "/webhook/agents/" + agentId + "/webhook",
                "{public_url}", publicUrl,
                "{agent_id}", agentId,
                "{tenant}", tenant,
                "{body_template}", BODY_TEMPLATE);
        List<String> warnings = new ArrayList<>(PublicAddress.warnings(publicUrl));
        if (ownAccounts.isEmpty()) {
            warnings.add(
                    "The tenant has no own account. If the agent, or something that acts on its answers, writes into"
                            + " Jira, its changes come back as events: name the account that it uses there, as the last section"
                            + " says.");
        }
        return new JiraSetup(agent, List.copyOf(warnings), sections(values));
    }

    /** The body that a rule sends as custom data. */
    public static String bodyTemplate() {
        return BODY_TEMPLATE;
    }

    /** Lines of the file begin with {@code #} for a section, {@code -} for a step, {@code >} for what to enter. */
    private static List<Section> sections(Map<String, String> values) {
        List<Section> sections = new ArrayList<>();
        for (String line : STEPS.split("\n", -1)) {
            if (line.startsWith("# ")) {
                sections.add(new Section(line.substring(2), new ArrayList<>()));
            } else if (line.startsWith("- ")) {
                sections.get(sections.size() - 1).steps().add(new Step(filled(line.substring(2), values), null));
            } else if (line.startsWith("> ")) {
                List<Step> steps = sections.get(sections.size() - 1).steps();
                Step last = steps.remove(steps.size() - 1);
                steps.add(new Step(last.text(), filled(line.substring(2), values)));
            }
        }
        return List.copyOf(sections);
    }

    private static String filled(String text, Map<String, String> values) {
        String filled = text;
        for (Map.Entry<String, String> value : values.entrySet()) {
            filled = filled.replace(value.getKey(), value.getValue());
        }
        return filled;
    }

    private static String read(String name) {
        try (InputStream in = JiraSetup.class.getResourceAsStream("/jira/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
