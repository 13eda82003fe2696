package io.jiraagent.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.jiraagent.quality.TicketSet.Relation;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The Ticket Enhancer reads the tickets of {@code bench/quality} as well as when they were measured last. */
class QualityTest {
    @Test
    void noKindOfMistakeIsMoreFrequentThanMeasured() throws IOException, SQLException {
        TicketSet tuning = TicketSet.tuning();
        TicketSet heldOut = TicketSet.heldOut();
        Map<String, Counts> recorded = new RecordedCounts(Path.of("bench/quality/counts.json")).read();
        Map<String, Counts> counted;
        try (TicketTable table = new TicketTable()) {
            counted = RecordedCounts.counted(
                    Quality.ofBoth(Quality.of(tuning), Quality.of(heldOut)),
                    Comparison.of(tuning, table),
                    Comparison.of(heldOut, table));
        }
        assertThat(counted.keySet()).isEqualTo(recorded.keySet());
        assertThat(counted).allSatisfy((name, counts) -> {
            assertThat(counts.right())
                    .as(name)
                    .isGreaterThanOrEqualTo(recorded.get(name).right());
            assertThat(counts.wrong())
                    .as(name)
                    .isLessThanOrEqualTo(recorded.get(name).wrong());
            assertThat(counts.missed())
                    .as(name)
                    .isLessThanOrEqualTo(recorded.get(name).missed());
        });
    }

    @Test
    void theTicketsAreWhatTheReportSays() throws IOException {
        TicketSet tuning = TicketSet.tuning();
        TicketSet heldOut = TicketSet.heldOut();
        assertThat(tuning.tickets().size() + heldOut.tickets().size()).isGreaterThanOrEqualTo(70);
        assertThat(heldOut.tickets().size()).isGreaterThanOrEqualTo(20);
        assertThat(tuning.count(Relation.DUPLICATE)).isGreaterThanOrEqualTo(12);
        assertThat(tuning.count(Relation.NEAR_MISS)).isGreaterThanOrEqualTo(12);
        Set<String> keys = new HashSet<>();
        for (TypedTicket ticket : Stream.concat(tuning.tickets().stream(), heldOut.tickets().stream())
                .toList()) {
            assertThat(keys.add(ticket.key())).as(ticket.key()).isTrue();
            assertThat(Reading.ABOUTS).as(ticket.key()).containsAll(ticket.asks());
            assertThat(ticket.passages().keySet()).as(ticket.key()).allSatisfy(said -> assertThat(ticket.asks())
                    .doesNotContain(said));
        }
        for (TicketSet set : Set.of(tuning, heldOut)) {
            set.tickets().forEach(ticket -> assertThat(set.byKey().keySet())
                    .as(ticket.key())
                    .containsAll(ticket.duplicates())
                    .containsAll(ticket.nearMisses()));
        }
    }
}
