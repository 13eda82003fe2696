package io.jiraagent.agent.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jiraagent.agent.AgentTask;
import io.jiraagent.agent.enhancer.EnhancedTicket;
import io.jiraagent.agent.enhancer.EnhancedTicket.Suggestion;
import io.jiraagent.agent.enhancer.TicketEnhancer;
import io.jiraagent.quality.TicketSet;
import io.jiraagent.quality.TypedTicket;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers of {@code bench/quality/answers.json} as a model could give them, put together with the ticket's reading. */
public final class SimulatedAnswers {
    /** Where a claim has gone: among the suggestions, or where it counts as said by the ticket, or as the agent's word. */
    public enum Place {
        SUGGESTION,
        SECTION,
        QUESTION_OR_REASON,
        LEFT_OUT
    }

    public record Claim(String ticket, String text, boolean supported, Place place) {}

    private SimulatedAnswers() {}

    public static List<Claim> claims() throws IOException {
        Map<String, TypedTicket> tickets = TicketSet.tuning().byKey();
        List<Claim> claims = new ArrayList<>();
        for (JsonNode simulated : new ObjectMapper()
                .readTree(Path.of("bench/quality/answers.json").toFile())) {
            String key = simulated.get("ticket").asText();
            AgentTask task = tickets.get(key).task();
            String said = simulated.get("answer").toString();
            Advice advice = new AdviceReader().read(said).advice().orElseThrow();
            EnhancedTicket merged = new AdvisedTicket(new TicketEnhancer())
                    .of(
                            task,
                            List.of(),
                            advice,
                            new Discretion(
                                    Optional.empty(),
                                    "BOUNDARY",
                                    "",
                                    task.issue().description()),
                            "simulated");
            for (boolean supported : List.of(true, false)) {
                for (JsonNode claim : simulated.get(supported ? "supported" : "unsupported")) {
                    claims.add(new Claim(key, claim.asText(), supported, place(claim.asText(), merged)));
                }
            }
        }
        return claims;
    }

    private static Place place(String claim, EnhancedTicket merged) {
        if (merged.suggestions().stream().map(Suggestion::text).anyMatch(claim::equals)) {
            return Place.SUGGESTION;
        }
        JsonNode sections = new ObjectMapper().valueToTree(merged.sections());
        for (JsonNode section : sections) {
            if (new Passages(section.asText("")).find(claim).isPresent()) {
                return Place.SECTION;
            }
        }
        boolean saidByAgent = merged.priority().reason().contains(claim)
                || merged.questions().stream()
                        .anyMatch(question -> question.text().contains(claim));
        return saidByAgent ? Place.QUESTION_OR_REASON : Place.LEFT_OUT;
    }
}
