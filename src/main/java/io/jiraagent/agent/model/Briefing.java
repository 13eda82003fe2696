package io.jiraagent.agent.model;

import io.jiraagent.ticket.Ticket;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * What a model is told of one ticket: instructions, and behind a fence that nobody can foresee the ticket and earlier ones
 * of its tenant, as data. Who reported it is not told.
 */
final class Briefing {
    private static final String RULES = resource("rules.txt");
    private static final String REPAIR = resource("repair.txt");
    private static final String SCHEMA = resource("answer-schema.json");
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BOUNDARY_BYTES = 12;
    private static final int LONGEST_LINE = 500;
    private static final int MOST_EARLIER = 5;
    private static final int NOTE_TOKENS = 40;

    private final String boundary;
    private final String instructions;
    private final Ticket ticket;
    private final List<Earlier> earlier;

    /** A ticket that resembles this one. */
    record Earlier(String issueKey, String summary, boolean duplicate) {}

    Briefing(Prompt prompt, Ticket ticket, List<Earlier> earlier) {
        byte[] random = new byte[BOUNDARY_BYTES];
        RANDOM.nextBytes(random);
        this.boundary = "DATA-" + HexFormat.of().formatHex(random);
        this.instructions = prompt.text() + "\n\n" + RULES.replace("{{boundary}}", boundary);
        this.ticket = ticket;
        this.earlier = earlier;
    }

    String boundary() {
        return boundary;
    }

    /** What the model is to do, and the rules that stand above the ticket. */
    String instructions() {
        return instructions;
    }

    /** The JSON schema of the answer. */
    static String schema() {
        return SCHEMA;
    }

    static String repair(List<String> problems) {
        return REPAIR.replace("{{problems}}", "- " + String.join("\n- ", problems));
    }

    /** @param tokens at the most, as far as a shorter description can bring it there */
    String data(int tokens) {
        String head = "The ticket:\n" + boundary + "\n"
                + line("key", ticket.key())
                + line("type", ticket.type())
                + line("status", ticket.status())
                + line("priority", ticket.priority())
                + line("labels", ticket.labels() == null ? null : String.join(", ", ticket.labels()))
                + line("summary", ticket.summary())
                + "description:\n";
        String tail = "\n" + boundary + "\n" + earlierTickets();
        String description = VisibleText.of(Objects.requireNonNullElse(ticket.description(), ""));
        String kept = Tokens.cut(description, Math.max(0, tokens - NOTE_TOKENS - Tokens.estimate(head + tail)));
        String note = kept.length() == description.length()
                ? ""
                : "\nThe description was cut here; " + (description.length() - kept.length()) + " characters more.\n";
        return head + kept + tail + note;
    }

    private String earlierTickets() {
        if (earlier.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder("Earlier tickets that resemble it:\n" + boundary + "\n");
        earlier.stream()
                .limit(MOST_EARLIER)
                .forEach(one -> text.append(
                        line(one.issueKey() + (one.duplicate() ? " (seems the same)" : ""), one.summary())));
        return text.append(boundary).append('\n').toString();
    }

    private static String line(String name, String value) {
        if (value == null || value.isBlank()) {
            return "";
        }
        String visible =
                VisibleText.of(name + ": " + value).replaceAll("\\s+", " ").strip();
        return (visible.length() <= LONGEST_LINE ? visible : VisibleText.of(visible.substring(0, LONGEST_LINE))) + "\n";
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(Briefing.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
