package io.jiraagent.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bodies made to exhaust, to confuse or to mislead. The time-outs only end loops that would not end. */
@Timeout(120)
class HostilePayloadTest {
    private static final int MIB = 1024 * 1024;
    private static final String HEAD = "{\"issue_key\":\"TEST-123\",\"event_type\":\"e\",\"issue\":{\"fields\":{";

    private final PayloadReader reader = new PayloadReader();

    static Stream<Arguments> bodies() {
        return Stream.of(
                body("deep arrays", "[".repeat(100_000)),
                body("deep objects", "{\"a\":".repeat(100_000)),
                body("deep in the template", HEAD + "\"x\":" + "[".repeat(100_000)),
                body("deep and closed", HEAD + "\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}}}"),
                body("a million keys", keys(1_000_000)),
                body("a million values", HEAD + "\"x\":[" + "1,".repeat(1_000_000) + "1]}}}"),
                body("colliding keys", colliding()),
                body("a number of 100,000 digits", HEAD + "\"x\":" + "9".repeat(100_000) + "}}}"),
                body("a timestamp of 100,000 digits", "{\"timestamp\":" + "9".repeat(100_000) + "}"),
                body("a fraction of 100,000 digits", HEAD + "\"x\":1." + "9".repeat(100_000) + "}}}"),
                body("NaN", HEAD + "\"x\":NaN}}}"),
                body("a name of 1 MiB", HEAD + "\"" + "n".repeat(MIB) + "\":1}}}"),
                body("nothing but quotes", HEAD + "\"summary\":\"" + "\"".repeat(MIB)),
                body("quotes with commas", HEAD + "\"summary\":\"" + "\",".repeat(MIB / 2)),
                body("quotes with keys", HEAD + "\"summary\":\"" + "\",\"summary\":".repeat(MIB / 12)),
                body("quotes with space", HEAD + "\"summary\":\"" + ("\"" + " ".repeat(999)).repeat(1000)),
                body("closers with space", HEAD + "\"summary\":\"" + ("\"}" + " ".repeat(999)).repeat(1000)),
                body("nothing but backslashes", HEAD + "\"summary\":\"x\"" + "\\".repeat(MIB) + "\"}}}"),
                body("bare commas", HEAD + "\"summary\":" + ",".repeat(MIB)),
                body("bare braces", HEAD + "\"summary\":x" + "}".repeat(MIB)),
                body("claims", HEAD + "\"summary\":\"a \"b\" " + "\"key\" : \\\"".repeat(100_000) + "\"}}}"),
                body("spaces", " ".repeat(MIB)),
                body("labels", HEAD + "\"labels\":[\"a\"b\"" + ",\"c\"".repeat(200_000) + "]}}}"),
                body("two roots", HEAD + "}}}" + HEAD + "}}}"));
    }

    private static Arguments body(String name, String body) {
        return Arguments.of(Named.of(name, body));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void endsInAReadingOrAsMalformed(String text) {
        byte[] body = utf8(text);

        Throwable thrown = catchThrowable(() -> reader.read(body));
        EventPeek.peek(body);

        assertThat(thrown == null || thrown instanceof MalformedPayloadException)
                .as("%s", thrown)
                .isTrue();
        if (thrown != null) {
            assertThat(thrown.getMessage()).hasSizeLessThan(400).doesNotContainPattern("\\p{Cntrl}");
        }
    }

    @Test
    void readsTextsOfOneMebibyteWholeAfterRepair() {
        String text = "He said \"no\" to C:\\users\\new.\n".repeat(MIB / 30);

        PayloadReading reading = reader.read(utf8(HEAD + "\"description\":\"" + text + "\"}}}"));

        assertThat(reading.ticket().description()).isEqualTo(text);
        assertThat(reading.repairs()).hasSize(3);
    }

    @Test
    void whatComesOutCanBeStored() {
        PayloadReading reading = reader.read(
                utf8(
                        HEAD
                                + "\"summary\":\"\\u0000 \\ud800 \\udc00 \\ud83d\\udd25\",\"a\\u0000\":\"\\u0000\",\"l\":[\"\\udbff\"]}}}"));

        assertThat(reading.ticket().summary()).isEqualTo("\uFFFD \uFFFD \uFFFD \uD83D\uDD25");
        List<String> texts = new ArrayList<>();
        collect(reading.payload(), texts);
        assertThat(texts).allSatisfy(text -> {
            assertThat(text).doesNotContain("\u0000");
            assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(text)).isTrue();
        });
    }

    private static String keys(int count) {
        return IntStream.range(0, count).mapToObj(i -> "\"k" + i + "\":1").collect(Collectors.joining(",", "{", "}"));
    }

    /** Names with one and the same {@link String#hashCode}. */
    private static String colliding() {
        return IntStream.range(0, 1 << 15)
                .mapToObj(i -> IntStream.range(0, 15)
                        .mapToObj(bit -> (i >> bit & 1) == 0 ? "Aa" : "BB")
                        .collect(Collectors.joining("", "\"", "\":1")))
                .collect(Collectors.joining(",", "{", ",\"issue_key\":\"TEST-123\"}"));
    }

    private static void collect(JsonNode node, List<String> texts) {
        Iterator<String> names = node.fieldNames();
        names.forEachRemaining(texts::add);
        node.forEach(child -> collect(child, texts));
        if (node.isTextual()) {
            texts.add(node.textValue());
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
