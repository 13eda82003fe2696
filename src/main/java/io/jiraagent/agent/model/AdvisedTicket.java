package io.jiraagent.agent.model;

import io.jiraagent.agent.AgentTask;
import io.jiraagent.agent.enhancer.EnhancedTicket;
import io.jiraagent.agent.enhancer.EnhancedTicket.Priority;
import io.jiraagent.agent.enhancer.EnhancedTicket.Question;
import io.jiraagent.agent.enhancer.EnhancedTicket.Suggestion;
import io.jiraagent.agent.enhancer.SimilarTicket;
import io.jiraagent.agent.enhancer.TicketEnhancer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Puts the deterministic reading of a ticket and a model's advice together: the ticket's own words go where the model
 * found them, everything else that it says is a question or is marked as a suggestion. Thread-safe.
 */
final class AdvisedTicket {
    private static final int MOST_REMARKS = 10;
    private static final int LONGEST_QUESTION = 300;
    private static final int LONGEST_SUGGESTION = 500;
    private static final int LONGEST_SUMMARY = 200;
    private static final int LONGEST_LABEL = 50;

    private final TicketEnhancer enhancer;

    AdvisedTicket(TicketEnhancer enhancer) {
        this.enhancer = enhancer;
    }

    /** @param model its name */
    EnhancedTicket of(AgentTask task, List<SimilarTicket> similar, Advice advice, Discretion discretion, String model) {
        Passages passages = new Passages(task.issue().description());
        Map<String, String> own = new HashMap<>();
        List<Suggestion> suggestions = new ArrayList<>();
        advice.sections().forEach((section, text) -> passages.find(text)
                .ifPresentOrElse(
                        words -> own.put(section, words),
                        () -> suggest(section, text, LONGEST_SUGGESTION, discretion, suggestions)));
        if (advice.summary() != null) {
            suggest("summary", advice.summary(), LONGEST_SUMMARY, discretion, suggestions);
        }
        advice.labels().stream()
                .limit(MOST_REMARKS)
                .forEach(label -> suggest("labels", label, LONGEST_LABEL, discretion, suggestions));
        advice.suggestions().stream()
                .limit(MOST_REMARKS)
                .forEach(text -> suggest("other", text, LONGEST_SUGGESTION, discretion, suggestions));
        EnhancedTicket read = enhancer.enhance(task, similar, own);
        suggestions.removeIf(suggestion -> suggestion.text().equals(read.summary()));
        return read.advised(
                model,
                questions(read.questions(), advice, discretion),
                priority(read.priority(), advice, discretion),
                suggestions.stream().distinct().toList());
    }

    private static void suggest(
            String about, String text, int longest, Discretion discretion, List<Suggestion> suggestions) {
        discretion.pass(text, longest).ifPresent(said -> suggestions.add(new Suggestion(about, said)));
    }

    /** What the model asks about a thing replaces the standing question about it. */
    private static List<Question> questions(List<Question> standing, Advice advice, Discretion discretion) {
        List<Question> asked = advice.questions().stream()
                .limit(MOST_REMARKS)
                .flatMap(remark ->
                        discretion
                                .pass(remark.text(), LONGEST_QUESTION)
                                .map(text -> new Question(remark.about(), text))
                                .stream())
                .toList();
        Set<String> abouts = asked.stream().map(Question::about).collect(Collectors.toSet());
        List<Question> all = new ArrayList<>(standing);
        all.removeIf(question -> abouts.contains(question.about()));
        all.addAll(asked);
        return all;
    }

    private static Priority priority(Priority read, Advice advice, Discretion discretion) {
        return discretion
                .pass(advice.priorityReason(), LONGEST_QUESTION)
                .map(reason -> new Priority(advice.priority(), reason))
                .orElse(read);
    }
}
