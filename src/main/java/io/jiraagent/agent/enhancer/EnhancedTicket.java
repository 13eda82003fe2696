package io.jiraagent.agent.enhancer;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/**
 * The Ticket Enhancer's answer, with or without a model; its JSON form is the contract's.
 *
 * @param summary one line of at most 120 characters in the ticket's own words, empty where the ticket has no words
 * @param description safe Markdown in the ticket's own words
 * @param questions one for each needed section that is null, and on vagueness about {@code summary} or
 *     {@code description}
 * @param labels the ticket's own, then suggested ones
 * @param similar best first, at most five
 * @param suggestions what a model claims beyond the ticket
 * @param model the model that was asked; null where none was
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record EnhancedTicket(
        String summary,
        String description,
        Sections sections,
        List<Question> questions,
        Priority priority,
        List<String> labels,
        List<SimilarTicket> similar,
        Quality quality,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Suggestion> suggestions,
        String model) {
    public EnhancedTicket {
        questions = List.copyOf(questions);
        labels = List.copyOf(labels);
        similar = List.copyOf(similar);
        suggestions = List.copyOf(suggestions);
    }

    /** The same with what a model adds to it. */
    public EnhancedTicket advised(
            String byModel, List<Question> allQuestions, Priority advisedPriority, List<Suggestion> allSuggestions) {
        return new EnhancedTicket(
                summary,
                description,
                sections,
                allQuestions,
                advisedPriority,
                labels,
                similar,
                quality,
                allSuggestions,
                byModel);
    }

    /** Each is a contiguous part of the ticket's description, or null where the ticket does not say it. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record Sections(
            String stepsToReproduce, String expectedResult, String actualResult, String environment, String impact) {}

    /** @param about a section's JSON name, {@code summary} or {@code description} */
    public record Question(String about, String text) {}

    /** @param about a section's JSON name, {@code summary}, {@code labels} or {@code other} */
    public record Suggestion(String about, String text) {}

    /** @param suggested Highest, High, Medium, Low or Lowest */
    public record Priority(String suggested, String reason) {}

    /** @param score 0 to 100, the sum of what the reasons credit */
    public record Quality(int score, List<String> reasons) {
        public Quality {
            reasons = List.copyOf(reasons);
        }
    }
}
