package io.jiraagent.routefile;

import io.jiraagent.config.Durations;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The values that an instance gives to its template's parameters. Every reading method reports what it refuses and then
 * returns something harmless, so that all mistakes of a file are told at once. Not thread-safe.
 */
final class Arguments {
    private final YamlNode instance;
    private final Template template;
    private final Findings findings;
    private final Map<String, YamlNode> given = new LinkedHashMap<>();

    private Arguments(YamlNode instance, Template template, Findings findings) {
        this.instance = instance;
        this.template = template;
        this.findings = findings;
    }

    static Arguments of(YamlNode instance, Template template, Findings findings) {
        Arguments arguments = new Arguments(instance, template, findings);
        arguments.collect();
        return arguments;
    }

    private void collect() {
        instance.get("parameters")
                .filter(node -> !node.isList())
                .ifPresent(node -> findings.error(
                        node.line(),
                        "'parameters' wants a list of '- name: …' with 'value: …'",
                        "Leave it out if there are none"));
        for (YamlNode node : instance.get("parameters").map(YamlNode::items).orElse(List.of())) {
            String name = node.text("name").orElse("");
            Optional<YamlNode> value = node.get("value");
            if (name.equals(Template.ROUTE_ID) || template.parameter(name).isEmpty()) {
                findings.error(
                        node.line(),
                        "The template " + template.id() + " has no parameter '" + name + "'",
                        "It has: " + known());
            } else if (value.flatMap(YamlNode::text).isEmpty()) {
                findings.error(node.line(), "The parameter '" + name + "' has no value", "Give one, or leave it out");
            } else if (given.putIfAbsent(name, value.get()) != null) {
                findings.error(node.line(), "The parameter '" + name + "' stands here twice", "");
            }
        }
        template.parameters().stream()
                .filter(p -> p.required()
                        && !given.containsKey(p.name())
                        && !p.name().equals(Template.ROUTE_ID))
                .forEach(p -> findings.error(
                        instance.line(), "The parameter '" + p.name() + "' is missing: " + p.description(), ""));
    }

    private String known() {
        return template.parameters().stream()
                .map(Template.Parameter::name)
                .filter(name -> !name.equals(Template.ROUTE_ID))
                .collect(Collectors.joining(", "));
    }

    /** All that is given, for the template's route. */
    Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        given.forEach((name, value) -> texts.put(name, value.text().orElseThrow()));
        return texts;
    }

    Map<String, Integer> lines() {
        Map<String, Integer> lines = new LinkedHashMap<>();
        given.forEach((name, value) -> lines.put(name, value.line()));
        return lines;
    }

    private int line(String name) {
        return given.getOrDefault(name, instance).line();
    }

    /** The given value, else the default; empty where neither says anything. */
    Optional<String> text(String name) {
        return Optional.ofNullable(given.get(name))
                .flatMap(YamlNode::text)
                .or(() -> template.parameter(name).map(Template.Parameter::defaultValue))
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }

    /** @param wanted in words, for who gave something else */
    Optional<String> text(String name, Predicate<String> accepted, String wanted) {
        Optional<String> text = text(name);
        text.filter(accepted.negate()).ifPresent(got -> refuse(name, got, wanted));
        return text.filter(accepted);
    }

    Optional<Integer> number(String name, int min, int max) {
        String wanted = "a whole number from " + min + " to " + max;
        return text(name, text -> isNumber(text, min, max), wanted).map(Integer::parseInt);
    }

    private static boolean isNumber(String text, int min, int max) {
        return text.matches("\\d{1,9}") && Integer.parseInt(text) >= min && Integer.parseInt(text) <= max;
    }

    Optional<Duration> duration(String name, Duration longest) {
        return text(name).map(text -> {
            try {
                Duration duration = Durations.parse(text);
                if (duration.isNegative() || duration.compareTo(longest) > 0) {
                    refuse(name, text, "at most " + longest.toHours() + "h");
                }
                return duration;
            } catch (IllegalArgumentException e) {
                refuse(name, text, Durations.WANTED);
                return Duration.ZERO;
            }
        });
    }

    /** Separated by commas; empty means any. */
    Set<String> words(String name, Predicate<String> accepted, String wanted) {
        Set<String> words = new LinkedHashSet<>();
        text(name).stream()
                .flatMap(text -> Arrays.stream(text.split(",", -1)))
                .map(String::strip)
                .forEach(word -> {
                    if (word.isEmpty() || !accepted.test(word)) {
                        refuse(name, word, wanted);
                    } else if (!words.add(word)) {
                        findings.error(line(name), "The parameter '" + name + "' names '" + word + "' twice", "");
                    }
                });
        return words;
    }

    void refuse(String name, String got, String wanted) {
        findings.error(line(name), "The parameter '" + name + "' is '" + got + "'; it wants " + wanted, "");
    }
}
