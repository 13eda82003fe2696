package io.jiraagent.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PayloadReaderTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final PayloadReader reader = new PayloadReader();

    static List<PayloadCorpus.Sample> samples() throws Exception {
        return PayloadCorpus.all();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void readsEverySampleAsExpected(PayloadCorpus.Sample sample) {
        if (sample.isMalformed()) {
            assertThatThrownBy(() -> reader.read(sample.body()))
                    .isInstanceOf(MalformedPayloadException.class)
                    .hasMessageContaining(sample.expected().get("malformed").asText())
                    .message()
                    .doesNotContainPattern("\\p{Cntrl}")
                    .hasSizeLessThan(400);
            return;
        }
        PayloadReading reading = reader.read(sample.body());
        JsonNode actual = MAPPER.valueToTree(reading);
        assertThat(repairs(reading))
                .isEqualTo(MAPPER.convertValue(sample.expected().get("repairs"), List.class));
        Iterator<String> names = sample.expected().fieldNames();
        while (names.hasNext()) {
            String name = names.next();
            JsonNode value =
                    actual.has(name) ? actual.get(name) : actual.path("ticket").get(name);
            if (!name.equals("repairs")) {
                assertThat(value).as(name).isEqualTo(sample.expected().get(name));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void theFirstLookAgreesWithTheReading(PayloadCorpus.Sample sample) {
        EventPeek.Peeked peeked = EventPeek.peek(sample.body());
        if (!sample.isMalformed()) {
            PayloadReading reading = reader.read(sample.body());
            assertThat(peeked.issueKey()).isIn(reading.ticket().key(), null);
            assertThat(peeked.eventType()).isIn(reading.eventType(), null);
            if (reading.repairs().isEmpty()) {
                assertThat(peeked.issueKey()).isEqualTo(reading.ticket().key());
            }
        }
    }

    @Test
    void aRepairNamesTheFieldAndTheLineToWrite() throws Exception {
        PayloadReading reading = read(
                "{\"issue_key\":\"TEST-1\",\"issue\":{\"fields\":{\"description\":\"say \"hi\"\",\"summary\":\"s\"}}}");

        JsonNode json = MAPPER.readTree(MAPPER.writeValueAsString(reading.repairs()));

        assertThat(json.get(0).get("kind").asText()).isEqualTo("unescaped_quote");
        assertThat(json.get(0).get("field").asText()).isEqualTo("issue.fields.description");
        assertThat(json.get(0).get("template_fix").asText())
                .isEqualTo("\"description\": {{issue.description.asJsonString}}");
        assertThat(json.get(0).get("message").asText())
                .isEqualTo("A quotation mark stood unescaped in `issue.fields.description`");
    }

    @Test
    void aMalformedBodyCarriesItsFixToo() {
        assertThatThrownBy(() -> read("{\"issue_key\":\"{{issue.kye}}\"}"))
                .isInstanceOfSatisfying(
                        MalformedPayloadException.class, malformed -> assertThat(malformed.templateFix())
                                .isEqualTo("\"issue_key\": {{issue.key.asJsonString}}"));
    }

    @Test
    void everyKeyOfTheTemplateHasItsOwnFix() {
        List<TemplateKey> keys = new ArrayList<>(List.of(TemplateKey.ROOT));
        for (int i = 0; i < keys.size(); i++) {
            keys.addAll(keys.get(i).keys().values());
        }
        assertThat(keys).hasSizeGreaterThan(20);
        assertThat(keys.subList(1, keys.size()))
                .allSatisfy(key -> assertThat(TemplateKey.fixFor(key.path())).startsWith("\"" + key.name() + "\": "));
    }

    @Test
    void theRepairedPayloadIsWhatTheAgentGets() {
        JsonNode payload = read("{\"issue_key\":\"TEST-1\",\"issue\":{\"fields\":{\"summary\":\"C:\\dir \"x\"\"}}}")
                .payload();

        assertThat(payload.at("/issue/fields/summary").asText()).isEqualTo("C:\\dir \"x\"");
    }

    private PayloadReading read(String body) {
        return reader.read(body.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> repairs(PayloadReading reading) {
        return reading.repairs().stream()
                .map(repair -> repair.kind().json() + "@" + repair.field())
                .toList();
    }
}
