package io.jiraagent.ticket;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Locale;

/**
 * One thing that was wrong with a body and could be put right, with the change that ends it. It holds nothing of
 * the ticket's text. Its JSON form is snake_case.
 *
 * @param kind what was wrong
 * @param field where, as a dotted path such as {@code issue.fields.description}; empty for the body as a whole
 * @param message one sentence for the author of the rule
 * @param templateFix the line to write in the rule's template instead, for example
 *     {@code "description": {{issue.description.asJsonString}}}
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record Repair(Kind kind, String field, String message, String templateFix) {

    static Repair of(Kind kind, String field) {
        String what = field.isEmpty() ? "the body" : "`" + field + "`";
        return new Repair(kind, field, kind.sentence.formatted(what), TemplateKey.fixFor(field));
    }

    /** What can be wrong with a body and still be read. */
    public enum Kind {
        /** The body begins with U+FEFF. */
        BYTE_ORDER_MARK("There was a byte order mark before %s"),
        /** A line break, a tab or another control character stood unescaped in a text. */
        RAW_CONTROL_CHARACTER("A line break or tab stood unescaped in %s"),
        /** A comma with nothing after it. */
        TRAILING_COMMA("There was a comma too many in %s"),
        /** Nothing stood after the colon: a smart value that was empty. Read as null. */
        MISSING_VALUE("There was no value for %s"),
        /** A quotation mark of the ticket's text stood unescaped. */
        UNESCAPED_QUOTE("A quotation mark stood unescaped in %s"),
        /** A backslash of the ticket's text stood unescaped. */
        UNESCAPED_BACKSLASH("A backslash stood unescaped in %s"),
        /** {@code asJsonString} brings its own quotation marks, and the template had a pair as well. */
        DOUBLED_QUOTES("There were two pairs of quotation marks around %s"),
        /** No quotation marks stood around a text. */
        UNQUOTED_TEXT("There were no quotation marks around %s"),
        /** Curly quotation marks, as word processors write them, stood for straight ones. */
        TYPOGRAPHIC_QUOTES("There were curly quotation marks around %s"),
        /** A key that the published template lacks was taken for a part of this field's text. */
        UNKNOWN_KEY_IN_TEXT("A key that is not in the published template was read as text of %s"),
        /** A smart value that Jira did not fill in; the ticket has nothing in its place. */
        UNRENDERED_SMART_VALUE("Jira did not fill in the smart value of %s"),
        /** An event name longer than 100 characters or with characters that no event name has; not used. */
        UNUSABLE_EVENT_TYPE("There was no usable event name in %s");

        private final String sentence;

        Kind(String sentence) {
            this.sentence = sentence;
        }

        /** The name in JSON, for example {@code unescaped_quote}. */
        @JsonValue
        public String json() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
