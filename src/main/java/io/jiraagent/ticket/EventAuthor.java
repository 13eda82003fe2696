package io.jiraagent.ticket;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * A first look at who has set an event off, for knowing one's own again. Gives nothing where the JSON is broken or says
 * something twice: it is better to work on one event too many than to pass over a person's. Not thread-safe.
 */
public final class EventAuthor {
    private static final JsonFactory JSON = EventPeek.json();
    private static final Set<String> NAMES = Set.of("accountid", "name", "key", "emailaddress");

    private final Set<String> user = new HashSet<>();
    private final Set<String> actor = new HashSet<>();
    private final Set<String> commentAuthor = new HashSet<>();
    private final Set<String> commentEditor = new HashSet<>();
    private final Set<String> changeAuthor = new HashSet<>();
    private final Set<String> seen = new HashSet<>();
    private int changes;
    private boolean template;
    private boolean twice;
    private boolean marked;
    private String lastText = "";

    private EventAuthor() {}

    /**
     * What a body says of its event's author.
     *
     * @param names account id, user name, user key and e-mail address, in lower case; empty where it does not say
     * @param ownComment the event is of a comment that this program has written
     */
    public record Author(Set<String> names, boolean ownComment) {
        static final Author UNKNOWN = new Author(Set.of(), false);
    }

    /** Looks at a body, as received. Never throws. */
    public static Author peek(byte[] raw) {
        EventAuthor look = new EventAuthor();
        try (JsonParser parser = JSON.createParser(raw)) {
            look.root(parser);
        } catch (IOException | RuntimeException broken) {
            return Author.UNKNOWN;
        }
        return look.twice ? Author.UNKNOWN : new Author(look.names(), look.marked || OwnMark.ends(look.lastText));
    }

    private Set<String> names() {
        if (template) {
            return actor;
        }
        if (!user.isEmpty()) {
            return user;
        }
        if (!commentEditor.isEmpty() || !commentAuthor.isEmpty()) {
            return commentEditor.isEmpty() ? commentAuthor : commentEditor;
        }
        return changes == 1 ? changeAuthor : Set.of();
    }

    private void root(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            return;
        }
        String name;
        while ((name = parser.nextFieldName()) != null) {
            JsonToken value = parser.nextToken();
            switch (name) {
                case "issue_key", "event_type" -> template = true;
                case "user" -> person(parser, value, once(name, user));
                case "actor" -> person(parser, value, once(name, actor));
                case "comment" -> comment(parser, value);
                case "changelog" -> changelog(parser, value);
                default -> {}
            }
            parser.skipChildren();
        }
        twice |= parser.nextToken() != null;
    }

    private Set<String> once(String name, Set<String> names) {
        twice |= !seen.add(name);
        return names;
    }

    private void comment(JsonParser parser, JsonToken value) throws IOException {
        once("comment", commentAuthor);
        if (value == JsonToken.VALUE_STRING) {
            lastText = parser.getText();
        }
        if (value != JsonToken.START_OBJECT) {
            return;
        }
        String name;
        while ((name = parser.nextFieldName()) != null) {
            JsonToken child = parser.nextToken();
            switch (name) {
                case "author" -> person(parser, child, commentAuthor);
                case "updateAuthor" -> person(parser, child, commentEditor);
                case "body" -> texts(parser, child, "text");
                case "properties" -> texts(parser, child, "key");
                default -> {}
            }
            parser.skipChildren();
        }
    }

    /** @param wanted the fields that count, wherever they are in the value */
    private void texts(JsonParser parser, JsonToken value, String wanted) throws IOException {
        if (value == JsonToken.VALUE_STRING) {
            text(parser.getText(), wanted);
        }
        if (!value.isStructStart()) {
            return;
        }
        for (int depth = 1; depth > 0; ) {
            JsonToken token = parser.nextToken();
            if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
            } else if (token == JsonToken.VALUE_STRING && wanted.equals(parser.currentName())) {
                text(parser.getText(), wanted);
            }
        }
    }

    private void text(String text, String wanted) {
        if (wanted.equals("key")) {
            marked |= text.equals(OwnMark.PROPERTY);
        } else if (!text.isBlank()) {
            lastText = text;
        }
    }

    private void changelog(JsonParser parser, JsonToken value) throws IOException {
        once("changelog", changeAuthor);
        if (value != JsonToken.START_OBJECT) {
            return;
        }
        String name;
        while ((name = parser.nextFieldName()) != null) {
            JsonToken child = parser.nextToken();
            if (name.equals("author")) {
                changes++;
                person(parser, child, changeAuthor);
            } else if (name.equals("histories") && child == JsonToken.START_ARRAY) {
                histories(parser);
            }
            parser.skipChildren();
        }
    }

    /** A history of several changes does not tell which of them set the event off. */
    private void histories(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            changes++;
            String name;
            while ((name = parser.nextFieldName()) != null) {
                JsonToken child = parser.nextToken();
                if (name.equals("author")) {
                    person(parser, child, changeAuthor);
                }
                parser.skipChildren();
            }
        }
    }

    private static void person(JsonParser parser, JsonToken value, Set<String> names) throws IOException {
        if (value == JsonToken.VALUE_STRING) {
            names.add(parser.getText().toLowerCase(Locale.ROOT));
        }
        if (value != JsonToken.START_OBJECT) {
            return;
        }
        String name;
        while ((name = parser.nextFieldName()) != null) {
            if (parser.nextToken() == JsonToken.VALUE_STRING && NAMES.contains(name.toLowerCase(Locale.ROOT))) {
                names.add(parser.getText().toLowerCase(Locale.ROOT));
            }
            parser.skipChildren();
        }
    }
}
