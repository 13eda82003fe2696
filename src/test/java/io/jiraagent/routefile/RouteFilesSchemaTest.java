package io.jiraagent.routefile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every route file is canonical: valid by the schema that Camel's own editors go by. */
class RouteFilesSchemaTest {
    private static final YAMLMapper YAML = new YAMLMapper();

    private static JsonSchema schema;

    @BeforeAll
    static void load() throws IOException {
        try (InputStream in = RouteFilesSchemaTest.class.getResourceAsStream("/schema/camelYamlDsl.json")) {
            schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4)
                    .getSchema(
                            in, SchemaValidatorsConfig.builder().failFast(true).build());
        }
    }

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("routes"))) {
            return files.filter(file -> file.toString().endsWith(".camel.yaml")).toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"value:", "routeId:", "routeTemplateRef:", "- templatedRoute:"})
    void theSchemaIsOneThatRefuses(String key) throws IOException {
        String misspelt =
                Files.readString(Path.of("routes/tenants/_example.camel.yaml")).replace(key, key.replace("e", "ee"));

        assertThat(schema.validate(YAML.readTree(misspelt))).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("files")
    void isValid(Path file) throws IOException {
        JsonNode routes = YAML.readTree(Files.readString(file));

        Set<ValidationMessage> messages = schema.validate(routes);

        assertThat(messages).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("files")
    void spellsEndpointsAndExpressionsOut(Path file) throws IOException {
        assertThat(Files.readString(file))
                .as("uri: component, with parameters:")
                .doesNotContainPattern("(?<!- wireTap:\\R {18,24})uri: [a-z-]+:")
                .as("expression:, with the language below")
                .doesNotContainPattern(
                        "(?m)^ *- (setBody|setHeader|setVariable|filter|split):\\s+(simple|constant|method|jq):");
    }
}
