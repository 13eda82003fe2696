package io.jiraagent.routefile;

import com.fasterxml.jackson.core.JsonPointer;
import io.jiraagent.ticket.TicketField;
import io.jiraagent.ticket.TicketMapping;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The parameters of the two templates, and what each may be. */
final class TenantParameters {
    static final List<String> OF_INTAKE = List.of("tenant", "consumers", "concurrency");
    static final List<String> OF_AGENT = List.of(
            Template.ROUTE_ID,
            "for",
            "projects",
            "issueTypes",
            "priorities",
            "events",
            "fields",
            "agent",
            "backup",
            "maxAttempts",
            "firstRetry",
            "longestRetry",
            "comment",
            "before",
            "after");

    private static final String SLUG = "[a-z0-9][a-z0-9-]{0,62}";
    private static final String EVENT = "[A-Za-z0-9_:.\\-]{1,100}";
    private static final String PROJECT = "[A-Z][A-Z0-9_]{1,98}";

    private TenantParameters() {}

    static boolean slug(String text) {
        return text.matches(SLUG);
    }

    static TenantIntake intake(Arguments arguments, String tenant) {
        arguments.text("tenant", tenant::equals, "the file's name, " + tenant);
        return new TenantIntake(
                tenant,
                arguments.number("consumers", 1, TenantIntake.MAX_CONSUMERS).orElse(1),
                arguments.number("concurrency", 1, TenantIntake.MAX_CONCURRENCY).orElse(TenantIntake.MAX_CONCURRENCY));
    }

    static TenantRule rule(Arguments arguments, String id, int line) {
        return new TenantRule(
                id,
                line,
                new EventFilter(
                        arguments.text("for"),
                        arguments.words(
                                "projects",
                                word -> word.matches(PROJECT),
                                "project keys such as TEST, separated by commas"),
                        arguments.words("issueTypes", word -> true, "names such as Bug, separated by commas"),
                        arguments.words("priorities", word -> true, "names such as High, separated by commas"),
                        arguments.words(
                                "events",
                                word -> word.matches(EVENT),
                                "names such as jira:issue_created, separated by commas")),
                mapping(arguments),
                arguments.text("agent", TenantParameters::slug, "the kind of an agent: a-z, 0-9 and -"),
                arguments.text("backup"),
                retries(arguments),
                arguments
                        .text("comment", Set.of("on", "off")::contains, "on or off")
                        .map("on"::equals),
                hook(arguments, "before"),
                hook(arguments, "after"),
                arguments.texts(),
                arguments.lines());
    }

    private static String hook(Arguments arguments, String name) {
        return arguments
                .text(name, TenantParameters::slug, "the name of a route of this file: a-z, 0-9 and -")
                .orElse("");
    }

    private static RuleRetries retries(Arguments arguments) {
        RuleRetries retries = new RuleRetries(
                arguments.number("maxAttempts", 1, RuleRetries.MAX_ATTEMPTS),
                arguments.duration("firstRetry", RuleRetries.LONGEST),
                arguments.duration("longestRetry", RuleRetries.LONGEST));
        if (retries.first().isPresent()
                && retries.longest().isPresent()
                && retries.first().get().compareTo(retries.longest().get()) > 0) {
            arguments.refuse(
                    "longestRetry",
                    arguments.text("longestRetry").orElseThrow(),
                    "at least firstRetry, " + arguments.text("firstRetry").orElseThrow());
        }
        return retries;
    }

    private static TicketMapping mapping(Arguments arguments) {
        Map<TicketField, JsonPointer> pointers = new EnumMap<>(TicketField.class);
        for (String word : arguments.words("fields", word -> true, "field=/pointer, separated by commas")) {
            int equals = word.indexOf('=');
            Optional<TicketField> field = equals < 0
                    ? Optional.empty()
                    : TicketField.of(word.substring(0, equals).strip());
            String pointer = word.substring(equals + 1).strip();
            if (field.isEmpty() || !pointer.startsWith("/")) {
                arguments.refuse(
                        "fields",
                        word,
                        "a field (" + TicketField.NAMES + "), = and a JSON Pointer into the payload, such as"
                                + " description=/issue/fields/customfield_10050");
            } else if (pointers.put(field.get(), JsonPointer.compile(pointer)) != null) {
                arguments.refuse("fields", word, "each field once");
            }
        }
        return new TicketMapping(pointers);
    }
}
