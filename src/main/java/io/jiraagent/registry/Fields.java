package io.jiraagent.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jiraagent.problem.Problem;
import io.jiraagent.problem.ProblemException;
import io.jiraagent.tenant.InvalidRegistrationException;
import io.jiraagent.tenant.RateLimit;
import io.jiraagent.web.OpsRequest;
import io.jiraagent.web.Parameters;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The fields of a JSON body. What cannot be used is a 400 that names the field, what it got and what it wants. */
final class Fields {
    private final ObjectNode body;

    private Fields(ObjectNode body) {
        this.body = body;
    }

    /** @param known names; others are refused, so that nothing is ignored that somebody meant */
    static Fields read(OpsRequest request, Set<String> known) {
        request.parameters().refuseOthersThan(Set.of());
        ObjectNode body = request.json();
        Iterator<String> names = body.fieldNames();
        while (names.hasNext()) {
            if (!known.contains(names.next())) {
                throw new ProblemException(Problem.badRequest(
                        "Unknown field in the body",
                        "Known are: " + known.stream().sorted().collect(Collectors.joining(", ")) + "."));
            }
        }
        return new Fields(body);
    }

    /** As {@link #read}; no body counts as one without fields. */
    static Fields readOptional(OpsRequest request, Set<String> known) {
        if (request.body().length == 0) {
            request.parameters().refuseOthersThan(Set.of());
            return new Fields(JsonNodeFactory.instance.objectNode());
        }
        return read(request, known);
    }

    boolean isEmpty() {
        return body.isEmpty();
    }

    boolean hasOthersThan(String name) {
        return body.size() > (body.has(name) ? 1 : 0);
    }

    /** Empty when it is not there. */
    Optional<String> text(String name) {
        return given(name).map(value -> textual(name, value, "a text"));
    }

    /** A list of texts; empty when it is not there. */
    Optional<List<String>> texts(String name) {
        return given(name).map(value -> {
            if (!value.isArray()) {
                throw Parameters.refused(name, shown(value), "a list of texts");
            }
            List<String> texts = new ArrayList<>();
            value.forEach(element -> texts.add(textual(name, element, "a list of texts")));
            return texts;
        });
    }

    /** The text, or empty for null; nothing happens when the field is not there. */
    void nullableText(String name, Consumer<Optional<String>> use) {
        given(name)
                .ifPresent(value -> use.accept(
                        value.isNull() ? Optional.empty() : Optional.of(textual(name, value, "a text or null"))));
    }

    void oneOf(String name, Collection<String> allowed, Consumer<String> use) {
        String wants = "one of " + String.join(", ", allowed);
        given(name).ifPresent(value -> {
            String text = textual(name, value, wants);
            if (!allowed.contains(text)) {
                throw Parameters.refused(name, text, wants);
            }
            use.accept(text);
        });
    }

    void flag(String name, Consumer<Boolean> use) {
        given(name).ifPresent(value -> {
            if (!value.isBoolean()) {
                throw Parameters.refused(name, shown(value), "true or false");
            }
            use.accept(value.booleanValue());
        });
    }

    void number(String name, Consumer<Integer> use) {
        given(name).ifPresent(value -> use.accept(whole(name, value, "a whole number")));
    }

    /** The number, or empty for null. */
    void nullableNumber(String name, Consumer<Optional<Integer>> use) {
        given(name)
                .ifPresent(value -> use.accept(
                        value.isNull() ? Optional.empty() : Optional.of(whole(name, value, "a whole number or null"))));
    }

    /** The id, or empty for null. */
    void nullableUuid(String name, Consumer<Optional<UUID>> use) {
        nullableText(name, text -> use.accept(text.map(t -> uuid(name, t))));
    }

    private static UUID uuid(String name, String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw Parameters.refused(name, text, "a UUID or null");
        }
    }

    /** The limit, or empty for null. */
    void rateLimit(Consumer<Optional<RateLimit>> use) {
        nullableText("rate_limit", text -> use.accept(text.map(t -> usable(() -> RateLimit.parse(t)))));
    }

    /** Does something with what was read; says which field cannot be used. */
    static <T> T usable(Supplier<T> action) {
        try {
            return action.get();
        } catch (InvalidRegistrationException e) {
            String field = e.field().map(name -> name + ": ").orElse("");
            throw new ProblemException(Problem.badRequest(field + e.getMessage(), null));
        }
    }

    private Optional<JsonNode> given(String name) {
        return Optional.ofNullable(body.get(name));
    }

    private static String textual(String name, JsonNode value, String wants) {
        if (!value.isTextual()) {
            throw Parameters.refused(name, shown(value), wants);
        }
        return value.textValue();
    }

    private static int whole(String name, JsonNode value, String wants) {
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw Parameters.refused(name, shown(value), wants);
        }
        return value.intValue();
    }

    private static String shown(JsonNode value) {
        return value.isTextual() ? value.textValue() : value.toString();
    }
}
