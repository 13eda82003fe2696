package io.jiraagent.agent.enhancer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jiraagent.agent.enhancer.EnhancedTicket.Question;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tickets as people write them. */
class TicketSamplesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int RANDOM_TICKETS = 400;

    private final TicketEnhancer enhancer = new TicketEnhancer();

    static Stream<Sample> samples() {
        return Sample.all();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void saysWhatTheSidecarSays(Sample sample) {
        EnhancedTicket answer = enhance(sample);
        ObjectNode found = JSON.createObjectNode().put("summary", answer.summary());
        found.set("sections", JSON.valueToTree(answer.sections()));
        ArrayNode questions = found.putArray("questions");
        answer.questions().stream().map(Question::about).forEach(questions::add);
        found.put("priority", answer.priority().suggested());
        found.set("labels", JSON.valueToTree(answer.labels()));
        found.put("quality", answer.quality().score());
        assertThat((JsonNode) found).isEqualTo(sample.expected());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void keepsEveryPromise(Sample sample) {
        Promises.hold(sample.ticket(), enhance(sample));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void addingWhatIsMissingNeverLowersTheQuality(Sample sample) {
        EnhancedTicket before = enhance(sample);
        for (Section missing : Section.values()) {
            boolean asked = before.questions().stream()
                    .anyMatch(question -> question.about().equals(missing.key()));
            if (asked) {
                String more = sample.ticket().description() + "\n\nh2. " + missing.title() + "\nthe blue lamp is lit\n";
                EnhancedTicket after = enhance(sample.withDescription(more));
                assertThat(after.quality().score())
                        .as(missing.title())
                        .isGreaterThan(before.quality().score());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void keepsEveryWordOfTheTicket(Sample sample) {
        String markdown = words(enhance(sample).description());
        String said = words(sample.ticket().description());
        // Headings that became ours, a form's bracketed texts and names of macros may go.
        List<String> missing = Stream.of(said.split(" "))
                .filter(word -> word.length() > 3 && !markdown.contains(word))
                .toList();
        assertThat(missing).allSatisfy(word -> assertThat(FORM_WORDS).contains(word));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everySuggestedLabelHasItsWordInTheTicket(Sample sample) {
        String text = (sample.ticket().summary() + " " + sample.ticket().description()).toLowerCase(Locale.ROOT);
        assertThat(enhance(sample).labels())
                .allSatisfy(label -> assertThat(text.replaceAll("[ -]", "")).contains(label.substring(0, 3)));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void theSameTicketGetsTheSameAnswer(Sample sample) {
        assertThat(enhance(sample)).isEqualTo(enhance(sample));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everyBeginningOfItKeepsThePromisesToo(Sample sample) {
        String description = sample.ticket().description();
        for (int end = 0; end < description.length(); end += 7) {
            Sample part = sample.withDescription(description.substring(0, end));
            Promises.hold(part.ticket(), enhance(part));
        }
    }

    /** Lines of all samples and fragments of markup, shuffled: 400 tickets from one seed. */
    @ParameterizedTest
    @MethodSource("seeds")
    void shuffledTicketsKeepThePromises(int seed) {
        Random random = new Random(seed);
        List<String> lines = Sample.all()
                .flatMap(sample -> sample.ticket().description().lines())
                .collect(Collectors.toList());
        lines.addAll(List.of(
                "```", "{code}", "{noformat}", "~~~", "---", "===", "*", "Steps:", "**Expected", "|||", "#", "h3."));
        lines.addAll(List.of(
                "\u0000", "\uD83D", "\uDE00 x", "<!--", "-->", "[](", "&#60;", "\\", "Given x", "Then y", "1.", ":::"));
        String[] types = {"Bug", "Story", "Support", null, "Risk"};
        for (int i = 0; i < RANDOM_TICKETS / 4; i++) {
            String description = IntStream.range(0, random.nextInt(30))
                    .mapToObj(line -> lines.get(random.nextInt(lines.size())) + (random.nextInt(4) == 0 ? " " : "\n"))
                    .collect(Collectors.joining());
            var ticket = Sample.ticket(
                    types[random.nextInt(types.length)], lines.get(random.nextInt(lines.size())), description);
            Promises.hold(ticket, enhancer.enhance(Sample.task(ticket), List.of()));
        }
    }

    static IntStream seeds() {
        return IntStream.of(1, 22, 333, 4444);
    }

    private static final List<String> FORM_WORDS = List.of(
            "steps",
            "reproduce",
            "result",
            "behaviour",
            "environment",
            "impact",
            "color",
            "panel",
            "title",
            "code",
            "java",
            "what",
            "happens",
            "happen",
            "should",
            "expected",
            "actual",
            "actually",
            "problem",
            "business",
            "value",
            "done",
            "when",
            "acceptance",
            "criteria",
            "schritte",
            "reproduktion",
            "erwartetes",
            "ergebnis",
            "tatsächliches",
            "umgebung",
            "auswirkung",
            "étapes",
            "pour",
            "reproduire",
            "résultat",
            "attendu",
            "obtenu",
            "environnement",
            "affected",
            "expect",
            "happened");

    private EnhancedTicket enhance(Sample sample) {
        return enhancer.enhance(Sample.task(sample.ticket()), List.of());
    }

    private static String words(String text) {
        return text.toLowerCase(Locale.ROOT)
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replaceAll("[^\\p{L}\\p{N}]+", " ")
                .strip();
    }
}
