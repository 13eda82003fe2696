package io.jiraagent.ticket;

import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Writes a broken body of the published template anew as JSON: walks the template's keys and takes for the ticket's
 * text whatever stands between two places where the template goes on. Only keys of {@link TemplateKey#ROOT} are
 * known to it. One pass, linear in the body's length.
 */
final class TemplateRepair {
    /** Keys whose values are no one's prose: another key after one of them is not a part of it. */
    private static final Set<String> PLAIN =
            Set.of("issue_key", "event_type", "timestamp", "tenant_id", "key", "id", "created");

    private static final int LONGEST_SCALAR = 40;
    private static final Pattern SCALAR =
            Pattern.compile("null|true|false|-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?");

    private final TemplateCursor cursor;
    private final StringBuilder json;
    private final RepairNotes notes;

    private TemplateRepair(String body, RepairNotes notes) {
        this.cursor = new TemplateCursor(body);
        this.json = new StringBuilder(body.length() + 64);
        this.notes = notes;
    }

    /**
     * The body as JSON; adds to {@code notes} what was put right.
     *
     * @throws MalformedPayloadException where the body does not follow the template
     */
    static String repair(String body, RepairNotes notes) {
        TemplateRepair repair = new TemplateRepair(body, notes);
        if (repair.cursor.peek() != '{') {
            throw new MalformedPayloadException("The body is not a JSON object.");
        }
        repair.object(TemplateKey.ROOT);
        if (repair.cursor.peek() != 0 || repair.cursor.at < body.length()) {
            throw new MalformedPayloadException("There is text after the end of the JSON object.");
        }
        return repair.json.toString();
    }

    private void object(TemplateKey object) {
        cursor.at++;
        cursor.open(object);
        json.append('{');
        boolean more = cursor.peek() != '}';
        while (more) {
            member(object);
            more = cursor.peek() == ',';
            if (more) {
                cursor.at++;
                if (cursor.peek() == '}') {
                    notes.add(Repair.Kind.TRAILING_COMMA, object.path());
                    more = false;
                } else {
                    json.append(',');
                }
            }
        }
        if (cursor.peek() != '}') {
            throw brokenIn(object);
        }
        cursor.at++;
        cursor.close();
        json.append('}');
    }

    private void member(TemplateKey object) {
        TemplateCursor.Key found = cursor.takeKey();
        if (found == null) {
            throw brokenIn(object);
        }
        TemplateKey key = found.key();
        if (found.curlyQuotes()) {
            notes.add(Repair.Kind.TYPOGRAPHIC_QUOTES, key.path());
        }
        json.append('"').append(key.name()).append("\":");
        char next = cursor.peek();
        if (cursor.goesOnAt(cursor.at)) {
            json.append("null");
            notes.add(Repair.Kind.MISSING_VALUE, key.path());
        } else if (next == '{' && key.isObject() && cursor.charAt(cursor.at + 1) != '{') {
            object(key);
        } else if (next == '[' && key.list()) {
            list(key);
        } else if (TemplateCursor.isQuote(next)) {
            quoted(key);
        } else {
            bare(key);
        }
    }

    private void list(TemplateKey list) {
        cursor.at++;
        cursor.open(list);
        json.append('[');
        while (cursor.peek() != ']') {
            if (!TemplateCursor.isQuote(cursor.peek())) {
                throw brokenIn(list);
            }
            quoted(list);
            if (cursor.peek() == ',') {
                cursor.at++;
                if (cursor.peek() == ']') {
                    notes.add(Repair.Kind.TRAILING_COMMA, list.path());
                } else {
                    json.append(',');
                }
            }
        }
        cursor.at++;
        cursor.close();
        json.append(']');
    }

    private void quoted(TemplateKey key) {
        boolean curly = cursor.charAt(cursor.at) != '"';
        if (curly) {
            notes.add(Repair.Kind.TYPOGRAPHIC_QUOTES, key.path());
        }
        int start = cursor.at + 1;
        int end = start;
        boolean unknownKey = false;
        while (end < cursor.length()) {
            char c = cursor.charAt(end);
            if (c == '"' || (curly && TemplateCursor.isQuote(c))) {
                if (cursor.goesOnAt(end + 1)) {
                    break;
                }
                unknownKey = unknownKey || cursor.anyKeyFollows(end + 1);
            }
            end++;
        }
        if (end >= cursor.length()) {
            throw brokenIn(key);
        }
        if (unknownKey && PLAIN.contains(key.name())) {
            throw new MalformedPayloadException(
                    "The body is not JSON, and only the keys of the published template can be repaired: there is"
                            + " another one after `" + key.path() + "`.",
                    TemplateKey.fixFor(""));
        }
        if (unknownKey) {
            notes.add(Repair.Kind.UNKNOWN_KEY_IN_TEXT, key.path());
        }
        Set<Repair.Kind> found = EnumSet.noneOf(Repair.Kind.class);
        json.append('"');
        SplicedText.appendQuoted(cursor.text(start, end), json, found);
        json.append('"');
        found.forEach(kind -> notes.add(kind, key.path()));
        cursor.at = end + 1;
    }

    private void bare(TemplateKey key) {
        int start = cursor.at;
        int end = start;
        while (end < cursor.length() && !(isStructure(cursor.charAt(end)) && cursor.goesOnAt(end))) {
            end++;
        }
        if (end >= cursor.length()) {
            throw brokenIn(key);
        }
        String content = cursor.text(start, end).strip();
        if (content.length() <= LONGEST_SCALAR && SCALAR.matcher(content).matches()) {
            json.append(content);
        } else {
            notes.add(Repair.Kind.UNQUOTED_TEXT, key.path());
            json.append('"');
            SplicedText.appendBare(content, json);
            json.append('"');
        }
        cursor.at = end;
    }

    private static boolean isStructure(char c) {
        return c == ',' || c == '}' || c == ']';
    }

    private static MalformedPayloadException brokenIn(TemplateKey key) {
        String where = key.path().isEmpty() ? "" : ", and it breaks in `" + key.path() + "`";
        return new MalformedPayloadException(
                "The body is not JSON" + where + ".", key.isObject() ? TemplateKey.fixFor("") : key.line());
    }
}
