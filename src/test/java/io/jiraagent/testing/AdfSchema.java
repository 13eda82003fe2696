package io.jiraagent.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The part of the Atlassian Document Format that comments may use; everything else is a complaint. */
public final class AdfSchema {
    private static final JsonSchema SCHEMA = read();

    private AdfSchema() {}

    /** Reads the schema, so that no request waits for that. */
    static void load() {
        SCHEMA.initializeValidators();
    }

    private static JsonSchema read() {
        try (InputStream in = AdfSchema.class.getResourceAsStream("/jira/adf-schema.json")) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is wrong with a document; nothing where it is valid. */
    public static List<String> complaints(JsonNode document) {
        return SCHEMA.validate(document).stream()
                .map(ValidationMessage::toString)
                .toList();
    }
}
