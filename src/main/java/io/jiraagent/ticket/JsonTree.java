package io.jiraagent.ticket;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/**
 * Parses one JSON text into a tree, in one pass: refuses a key that stands twice in an object, replaces U+0000 and
 * lone surrogates by U+FFFD, and keeps depth, numbers and the count of values within bounds.
 *
 * <p>Lenient parsing allows unescaped control characters, trailing commas and missing values, and notes each.
 */
final class JsonTree {
    /** Deepest nesting that is read; Jira's own payloads stay below 30. */
    static final int MAX_DEPTH = 200;
    /** Most values in one body; a large issue of Jira has some thousands. */
    static final int MAX_VALUES = 250_000;

    private static final int MAX_NUMBER_LENGTH = 1000;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final JsonFactory STRICT = factory().build();
    private static final JsonFactory LENIENT = factory()
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .enable(JsonReadFeature.ALLOW_MISSING_VALUES)
            .build();

    private final String source;
    private final JsonParser parser;
    private final RepairNotes notes;
    private int values;

    private JsonTree(String source, JsonParser parser, RepairNotes notes) {
        this.source = source;
        this.parser = parser;
        this.notes = notes;
    }

    /** The bounds under which every parser of this package reads. */
    static StreamReadConstraints constraints() {
        return StreamReadConstraints.builder()
                .maxNestingDepth(MAX_DEPTH)
                .maxNumberLength(MAX_NUMBER_LENGTH)
                .build();
    }

    private static JsonFactoryBuilder factory() {
        // A hostile body must not fill the process-wide tables of names.
        return new JsonFactoryBuilder()
                .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .streamReadConstraints(constraints());
    }

    /**
     * Parses JSON as RFC 8259 has it.
     *
     * @throws IOException where the text is no JSON, or beyond the bounds
     * @throws MalformedPayloadException where a key stands twice, text follows the JSON, or values are too many
     */
    static JsonNode strict(String text) throws IOException {
        try (JsonParser parser = STRICT.createParser(text)) {
            return new JsonTree(text, parser, null).document();
        }
    }

    /** Parses leniently, adding to {@code notes} what strict JSON would not have allowed; throws as strict does. */
    static JsonNode lenient(String text, RepairNotes notes) throws IOException {
        try (JsonParser parser = LENIENT.createParser(text)) {
            return new JsonTree(text, parser, notes).document();
        }
    }

    private JsonNode document() throws IOException {
        JsonToken token = parser.nextToken();
        if (token == null) {
            return NODES.missingNode();
        }
        JsonNode root = value(token);
        if (hasMore()) {
            throw new MalformedPayloadException("There is text after the end of the JSON: send one object only.");
        }
        return root;
    }

    private boolean hasMore() throws IOException {
        try {
            return parser.nextToken() != null;
        } catch (JsonParseException notJsonEither) {
            return true;
        }
    }

    private JsonNode value(JsonToken token) throws IOException {
        if (++values > MAX_VALUES) {
            throw new MalformedPayloadException(
                    "The body has more than " + MAX_VALUES + " values: send the issue's own fields only.");
        }
        return switch (token) {
            case START_OBJECT -> object();
            case START_ARRAY -> array();
            case VALUE_STRING -> NODES.textNode(text());
            case VALUE_NUMBER_INT -> integer();
            case VALUE_NUMBER_FLOAT -> decimal();
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            default -> nothing();
        };
    }

    private ObjectNode object() throws IOException {
        ObjectNode object = NODES.objectNode();
        JsonToken token;
        while ((token = parser.nextToken()) == JsonToken.FIELD_NAME) {
            String name = SafeText.of(parser.currentName());
            if (object.has(name)) {
                throw duplicate(name);
            }
            object.set(name, value(parser.nextToken()));
        }
        noteTrailingComma(token);
        return object;
    }

    private ArrayNode array() throws IOException {
        ArrayNode array = NODES.arrayNode();
        JsonToken token;
        while ((token = parser.nextToken()) != JsonToken.END_ARRAY) {
            array.add(value(token));
        }
        noteTrailingComma(token);
        return array;
    }

    private JsonNode integer() throws IOException {
        return switch (parser.getNumberType()) {
            case INT -> NODES.numberNode(parser.getIntValue());
            case LONG -> NODES.numberNode(parser.getLongValue());
            default -> NODES.numberNode(parser.getBigIntegerValue());
        };
    }

    private JsonNode decimal() throws IOException {
        double number = parser.getDoubleValue();
        // 1e999 has no double and no jsonb; its digits are kept as text.
        return Double.isFinite(number) ? NODES.numberNode(number) : NODES.textNode(parser.getText());
    }

    private String text() throws IOException {
        String text = parser.getText();
        if (notes != null) {
            int from = offset(parser.currentTokenLocation().getCharOffset());
            int to = offset(parser.currentLocation().getCharOffset());
            for (int i = from; i < to; i++) {
                if (source.charAt(i) < ' ') {
                    notes.add(Repair.Kind.RAW_CONTROL_CHARACTER, path());
                    break;
                }
            }
        }
        return SafeText.of(text);
    }

    private JsonNode nothing() {
        if (notes != null
                && !source.startsWith(
                        "null", offset(parser.currentTokenLocation().getCharOffset()))) {
            notes.add(Repair.Kind.MISSING_VALUE, path());
        }
        return NODES.nullNode();
    }

    private void noteTrailingComma(JsonToken end) {
        if (notes == null || end == null) {
            return;
        }
        int at = offset(parser.currentTokenLocation().getCharOffset()) - 1;
        while (at >= 0 && source.charAt(at) <= ' ') {
            at--;
        }
        if (at >= 0 && source.charAt(at) == ',') {
            notes.add(Repair.Kind.TRAILING_COMMA, path());
        }
    }

    private MalformedPayloadException duplicate(String name) {
        return new MalformedPayloadException(
                "The key `" + MalformedPayloadException.excerpt(name) + "` stands twice in one object:"
                        + " the ticket's text may have been put into the template unescaped.",
                TemplateKey.fixFor(""));
    }

    private int offset(long charOffset) {
        return (int) Math.min(Math.max(charOffset, 0), source.length());
    }

    /** Where the parser is, as {@code issue.fields.summary}. */
    private String path() {
        String pointer = parser.getParsingContext().pathAsPointer(false).toString();
        return MalformedPayloadException.excerpt(
                pointer.isEmpty() ? "" : pointer.substring(1).replace('/', '.'));
    }
}
