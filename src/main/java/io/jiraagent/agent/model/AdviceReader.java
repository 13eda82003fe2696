package io.jiraagent.agent.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads what a model says as the form of {@code answer-schema.json}. Fields that the form does not have are left out.
 * Thread-safe.
 */
final class AdviceReader {
    private static final List<String> SECTIONS =
            List.of("steps_to_reproduce", "expected_result", "actual_result", "environment", "impact");
    private static final Set<String> PRIORITIES = Set.of("Highest", "High", "Medium", "Low", "Lowest");
    private static final Pattern THINKING = Pattern.compile("(?s)\\A\\s*<think>.*?</think>");
    private static final int MOST_PROBLEMS = 10;
    private static final int MAX_DEPTH = 20;

    private final JsonMapper mapper = JsonMapper.builder().build();

    AdviceReader() {
        mapper.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .build());
    }

    /**
     * @param advice empty when there are problems
     * @param problems in words that a model understands; they quote nothing
     */
    record Reading(Optional<Advice> advice, List<String> problems) {
        static Reading of(String problem) {
            return new Reading(Optional.empty(), List.of(problem));
        }
    }

    Reading read(String content) {
        String text = THINKING.matcher(content == null ? "" : content).replaceFirst("");
        int begin = text.indexOf('{');
        int end = text.lastIndexOf('}');
        if (begin < 0 || end < begin) {
            return Reading.of("It holds no JSON object.");
        }
        try {
            JsonNode node = mapper.readTree(text.substring(begin, end + 1));
            return node instanceof ObjectNode object
                    ? new Form(object).reading()
                    : Reading.of("It is not one JSON object.");
        } catch (JsonProcessingException e) {
            return Reading.of("It is not valid JSON, or not one object only.");
        }
    }

    private static final class Form {
        private final ObjectNode answer;
        private final List<String> problems = new ArrayList<>();

        Form(ObjectNode answer) {
            this.answer = answer;
        }

        Reading reading() {
            JsonNode priority = answer.path("priority");
            Advice advice = new Advice(
                    textOrNull(answer.path("summary"), "summary"),
                    sections(),
                    questions(),
                    priority(priority),
                    text(priority.path("reason"), "priority.reason"),
                    texts("labels"),
                    texts("suggestions"));
            return problems.isEmpty()
                    ? new Reading(Optional.of(advice), List.of())
                    : new Reading(
                            Optional.empty(),
                            problems.stream().limit(MOST_PROBLEMS).toList());
        }

        private Map<String, String> sections() {
            Map<String, String> sections = new HashMap<>();
            if (!answer.path("sections").isObject()) {
                problems.add("sections must be an object.");
                return sections;
            }
            for (String name : SECTIONS) {
                String text = textOrNull(answer.path("sections").path(name), "sections." + name);
                if (text != null) {
                    sections.put(name, text);
                }
            }
            return sections;
        }

        private List<Advice.Remark> questions() {
            List<Advice.Remark> questions = new ArrayList<>();
            for (JsonNode question : array("questions")) {
                String about = text(question.path("about"), "questions[].about");
                if (!SECTIONS.contains(about)
                        && !Set.of("summary", "description", "").contains(about)) {
                    problems.add("questions[].about must be one of " + String.join(", ", SECTIONS)
                            + ", summary, description.");
                }
                questions.add(new Advice.Remark(about, text(question.path("text"), "questions[].text")));
            }
            return questions;
        }

        private String priority(JsonNode priority) {
            String suggested = text(priority.path("suggested"), "priority.suggested");
            if (!suggested.isEmpty() && !PRIORITIES.contains(suggested)) {
                problems.add("priority.suggested must be one of Highest, High, Medium, Low, Lowest.");
            }
            return suggested;
        }

        private List<String> texts(String name) {
            List<String> texts = new ArrayList<>();
            array(name).forEach(element -> texts.add(text(element, name + "[]")));
            return texts;
        }

        private JsonNode array(String name) {
            if (!answer.path(name).isArray()) {
                problems.add(name + " must be an array.");
            }
            return answer.path(name).isArray() ? answer.path(name) : answer.arrayNode();
        }

        private String textOrNull(JsonNode node, String path) {
            return node.isNull() ? null : text(node, path);
        }

        /** Empty text in place of another type, which is a problem. */
        private String text(JsonNode node, String path) {
            if (!node.isTextual()) {
                problems.add(path + " must be a text" + (node.isMissingNode() ? ", and is missing." : "."));
            }
            return node.asText("");
        }
    }
}
