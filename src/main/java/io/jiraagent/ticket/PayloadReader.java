package io.jiraagent.ticket;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Reads the body of a webhook or of an Automation rule, in any of the shapes of {@link PayloadFormat}.
 *
 * <p>It parses strictly, then leniently (line breaks and tabs in texts, trailing commas, empty values), then by a
 * repair that knows the keys of the published template. Smart values of Jira Automation are put into a template as
 * raw text, so a summary with a quotation mark arrives as broken JSON, and Automation never sends it again.
 *
 * <p>The issue key is a claim of the sender. A body that names two issues, or whose repair would have to choose, is
 * refused. Time and memory are linear in the body's length. Immutable and safe for use by many threads.
 *
 * <p>Sources: Atlassian's pages "Issue data (Automation format) payload for Send web request", "Smart values: JSON
 * functions" and "Webhooks" of Jira Cloud.
 */
public final class PayloadReader {
    /** Longest body that is read, in bytes: Jira does not deliver more than 25 MB. */
    public static final int MAX_BYTES = 25 * 1024 * 1024;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /**
     * Reads one body.
     *
     * @param raw the bytes as received, UTF-8
     * @throws MalformedPayloadException where no ticket can be told from it
     */
    public PayloadReading read(byte[] raw) {
        RepairNotes notes = new RepairNotes();
        String text = withoutMark(decoded(raw), notes);
        if (text.isBlank()) {
            throw new MalformedPayloadException("The body is empty: clear \"Exclude body\" in the webhook,"
                    + " or choose \"Custom data\" or \"Issue data (Automation format)\" in the rule.");
        }
        try {
            return reading(JsonTree.strict(text), notes);
        } catch (StreamConstraintsException beyondBounds) {
            throw new MalformedPayloadException("The body is nested deeper than " + JsonTree.MAX_DEPTH
                    + " levels, or holds a number or a name of excessive length: send the issue's own fields only.");
        } catch (JsonProcessingException notStrict) {
            return lessStrictly(text, notes, notStrict.getLocation());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static PayloadReading lessStrictly(String text, RepairNotes notes, JsonLocation broken) {
        JsonNode tree;
        try {
            RepairNotes lenient = new RepairNotes();
            tree = JsonTree.lenient(text, lenient);
            if (lenient.isEmpty()) {
                lenient.add(Repair.Kind.RAW_CONTROL_CHARACTER, "");
            }
            notes.addAll(lenient);
        } catch (IOException notLenient) {
            return repaired(text, notes, broken);
        }
        return reading(tree, notes);
    }

    private static PayloadReading repaired(String text, RepairNotes notes, JsonLocation broken) {
        String where = "Line " + broken.getLineNr() + ", column " + broken.getColumnNr() + ": ";
        JsonNode tree;
        try {
            tree = JsonTree.strict(TemplateRepair.repair(text, notes));
        } catch (MalformedPayloadException beyondRepair) {
            throw beyondRepair.at(where);
        } catch (IOException beyondRepair) {
            throw new MalformedPayloadException(where + "the body is not JSON.", TemplateKey.fixFor(""));
        }
        PayloadReading reading = reading(tree, notes);
        IssueClaims.refuseSecondClaims(text, reading.ticket().key());
        return reading;
    }

    private static PayloadReading reading(JsonNode tree, RepairNotes notes) {
        if (!(tree instanceof ObjectNode root)) {
            throw new MalformedPayloadException("The body is not a JSON object: send {\"issue_key\": …}.");
        }
        String key = IssueClaims.key(root);
        String eventType = eventType(root, notes);
        Ticket ticket = new TicketFields(root, key, notes).ticket();
        return new PayloadReading(ticket, eventType, root, format(root), notes.toList());
    }

    private static PayloadFormat format(ObjectNode root) {
        if (root.hasNonNull("issue_key") || root.hasNonNull("event_type")) {
            return PayloadFormat.TEMPLATE;
        }
        if (root.hasNonNull("webhookEvent") || root.hasNonNull("issue_event_type_name")) {
            return PayloadFormat.NATIVE;
        }
        return root.path("issue").isObject() ? PayloadFormat.TEMPLATE : PayloadFormat.ISSUE_AS_ROOT;
    }

    private static String eventType(ObjectNode root, RepairNotes notes) {
        for (String name : List.of("event_type", "webhookEvent", "issue_event_type_name")) {
            String text = root.path(name).asText("");
            if (EventType.isValid(text)) {
                return text;
            }
            if (SmartValue.isUnrendered(text)) {
                notes.add(Repair.Kind.UNRENDERED_SMART_VALUE, name);
            } else if (!text.isBlank()) {
                notes.add(Repair.Kind.UNUSABLE_EVENT_TYPE, name);
            }
        }
        return EventType.UNNAMED;
    }

    private static String decoded(byte[] raw) {
        if (raw.length > MAX_BYTES) {
            throw new MalformedPayloadException("The body is longer than 25 MB.");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(raw))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw new MalformedPayloadException("The body is not UTF-8: send application/json in UTF-8.");
        }
    }

    private static String withoutMark(String text, RepairNotes notes) {
        if (text.isEmpty() || text.charAt(0) != BYTE_ORDER_MARK) {
            return text;
        }
        notes.add(Repair.Kind.BYTE_ORDER_MARK, "");
        return text.substring(1);
    }
}
