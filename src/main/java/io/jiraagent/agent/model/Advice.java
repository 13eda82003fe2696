package io.jiraagent.agent.model;

import java.util.List;
import java.util.Map;

/**
 * What a model has answered: of the right form, and otherwise unchecked.
 *
 * @param summary null where it leaves the ticket's own
 * @param sections what it takes for the ticket's words, by the sections' JSON names
 * @param priority one of Jira's five
 */
record Advice(
        String summary,
        Map<String, String> sections,
        List<Remark> questions,
        String priority,
        String priorityReason,
        List<String> labels,
        List<String> suggestions) {

    record Remark(String about, String text) {}
}
