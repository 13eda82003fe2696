package io.jiraagent.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Bodies changed at random, from fixed seeds: no exception but the one, and never the key of another issue. */
class MutatedPayloadTest {
    private static final String HEAD = "{\"issue_key\":\"TEST-123\",\"event_type\":\"e\",\"issue\":{\"fields\":{";

    private final PayloadReader reader = new PayloadReader();

    @Test
    void aTicketsTextNeverNamesAnotherIssue() {
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
            " \"b\"},\"key\":\"EVIL-1\",\"url\":\"",
            "}},\"issue_key\":\"EVIL-2\",\"url\":\""
        };
        int read = 0;
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
            read += assertOnlyKey("TEST-123", body, utf8(body)) ? 1 : 0;
        }
        assertThat(read).isGreaterThan(2000);
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

    /** One to three edits, none within a place that spells the key or the name before it. */
    private static String mutated(String body, String key, SplittableRandom random) {
        String result = body;
        for (int i = random.nextInt(3); i >= 0; i--) {
            int from = random.nextInt(result.length() + 1);
            int to = Math.min(result.length(), from + random.nextInt(1 + random.nextInt(30)));
            int start = Math.max(0, from - key.length() - 1);
            int end = Math.min(result.length(), to + key.length() + 14);
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

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
