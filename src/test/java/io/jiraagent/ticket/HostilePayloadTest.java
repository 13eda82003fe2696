package io.jiraagent.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
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

    @Test
    void wellFormedBodiesKeepTheirKeyWhateverATicketSays() {
        SplittableRandom random = new SplittableRandom(20251113);
        String[] pieces = {
            "\"",
            "\\",
            "}",
            "{",
            "]",
            "[",
            ",",
            ":",
            "key",
            "issue_key",
            "\"key\":\"EVIL-1\"",
            "EVIL-1",
            "\n",
            " ",
            "x",
            "issue",
            "fields",
            "\"issue\":{",
            "\"summary\":\"",
            "\"description\":",
            "{{issue.key}}",
            "\u201C",
            "\\u0041",
            "\"issue_key\":\"EVIL-2\"",
            "\"},",
            "\"}}",
            "\"}}}",
            "\"tenant_id\":\"",
            "\"url\":",
            "null",
            "1e9",
            " \"b\"},\"key\":\"EVIL-1\",\"id\":\"",
            "}},\"issue_key\":\"EVIL-2\",\"url\":\""
        };
        for (int round = 0; round < 20_000; round++) {
            String summary = pieces(random, pieces);
            String description = pieces(random, pieces);
            String body =
                    switch (round % 4) {
                        case 0 ->
                            HEAD + "\"summary\":\"" + summary + "\",\"description\":\"" + description
                                    + "\"}},\"tenant_id\":\"t\"}";
                        case 1 ->
                            "{\"issue\":{\"fields\":{\"summary\":\"" + summary + "\",\"description\":\"" + description
                                    + "\"},\"key\":\"TEST-123\"},\"event_type\":\"e\"}";
                        case 2 ->
                            "{\"issue\":{\"fields\":{\"summary\":" + summary + ",\"description\":" + description
                                    + "}},\"issue_key\":\"TEST-123\"}";
                        default ->
                            "{\"self\":\"x\",\"fields\":{\"summary\":\"" + summary + "\",\"description\":\""
                                    + description + "\"},\"key\":\"TEST-123\"}";
                    };
            assertOnlyKey("TEST-123", body, utf8(body));
        }
    }

    @Test
    void mutatedBodiesGiveNoOtherKeyAndNoOtherException() throws Exception {
        List<PayloadCorpus.Sample> good =
                PayloadCorpus.all().stream().filter(s -> !s.isMalformed()).toList();
        SplittableRandom random = new SplittableRandom(4180);
        int read = 0;
        for (int round = 0; round < 15_000; round++) {
            PayloadCorpus.Sample sample = good.get(random.nextInt(good.size()));
            String key = sample.expected().get("key").asText();
            String body = mutated(new String(sample.body(), StandardCharsets.UTF_8), key, random);
            read += assertOnlyKey(key, sample.name() + " round " + round, utf8(body)) ? 1 : 0;
        }
        assertThat(read).isGreaterThan(1000);
    }

    @Test
    void mutatedBytesGiveNoOtherException() throws Exception {
        List<PayloadCorpus.Sample> all = PayloadCorpus.all();
        SplittableRandom random = new SplittableRandom(77);
        for (int round = 0; round < 10_000; round++) {
            byte[] body = all.get(random.nextInt(all.size())).body().clone();
            for (int i = random.nextInt(4); i >= 0 && body.length > 0; i--) {
                body[random.nextInt(body.length)] = (byte) random.nextInt(256);
            }
            Throwable thrown = catchThrowable(() -> reader.read(body));
            assertThat(thrown == null || thrown instanceof MalformedPayloadException)
                    .as("round %d: %s", round, thrown)
                    .isTrue();
            EventPeek.peek(body);
        }
    }

    private boolean assertOnlyKey(String key, String what, byte[] body) {
        EventPeek.Peeked peeked = EventPeek.peek(body);
        try {
            PayloadReading reading = reader.read(body);
            assertThat(reading.ticket().key()).as(what).isEqualTo(key);
            assertThat(peeked.issueKey()).as(what).isIn(key, null);
            return true;
        } catch (MalformedPayloadException expected) {
            assertThat(expected.getMessage()).hasSizeLessThan(400).doesNotContainPattern("\\p{Cntrl}");
            return false;
        }
    }

    /** One to three edits, none within a place that spells the key. */
    private static String mutated(String body, String key, SplittableRandom random) {
        String result = body;
        for (int i = random.nextInt(3); i >= 0; i--) {
            int from = random.nextInt(result.length() + 1);
            int to = Math.min(result.length(), from + random.nextInt(1 + random.nextInt(30)));
            int start = Math.max(0, from - key.length() - 1);
            int end = Math.min(result.length(), to + key.length() + 1);
            if (result.substring(start, end).contains(key)) {
                continue;
            }
            String middle =
                    switch (random.nextInt(5)) {
                        case 0 -> "";
                        case 1 -> result.substring(from, to) + result.substring(from, to);
                        case 2 ->
                            String.valueOf("\"\\{}[],:\n\u0000\uFEFF\u201C \u00A00aT-".charAt(random.nextInt(18)));
                        case 3 -> "\"key\":\"EVIL-1\",";
                        default -> "x\",\"issue_key\":\"EVIL-2\",\"y\":\"";
                    };
            result = result.substring(0, from) + middle + result.substring(to);
        }
        return result;
    }

    private static String pieces(SplittableRandom random, String[] pieces) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(9); i > 0; i--) {
            text.append(pieces[random.nextInt(pieces.length)]);
        }
        return text.toString();
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
