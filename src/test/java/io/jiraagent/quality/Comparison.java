package io.jiraagent.quality;

import io.jiraagent.agent.enhancer.SimilarTicket;
import io.jiraagent.quality.TicketSet.Pair;
import io.jiraagent.quality.TicketSet.Relation;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Every two tickets of a set, alone in a tenant: the later one is told about the earlier one, or not.
 *
 * @param said of each pair; score 0 where the earlier one is not listed
 */
record Comparison(TicketSet set, List<Said> said) {
    record Said(Pair pair, double score, boolean duplicate) {}

    static Comparison of(TicketSet set, TicketTable table) throws SQLException {
        List<Said> said = new ArrayList<>();
        for (Pair pair : set.pairs()) {
            UUID tenant = UUID.randomUUID();
            table.similar(tenant, pair.other().read());
            List<SimilarTicket> similar = table.similar(tenant, pair.one().read());
            said.add(
                    similar.isEmpty()
                            ? new Said(pair, 0, false)
                            : new Said(
                                    pair, similar.get(0).score(), similar.get(0).duplicate()));
        }
        return new Comparison(set, said);
    }

    /** As if everything from this score on were called a duplicate. */
    Counts from(double threshold) {
        return said.stream().map(said -> count(said, said.score() >= threshold)).reduce(Counts.NONE, Counts::and);
    }

    /** What is called a duplicate. */
    Counts duplicates() {
        return said.stream().map(said -> count(said, said.duplicate())).reduce(Counts.NONE, Counts::and);
    }

    long listed(Relation relation) {
        return said.stream()
                .filter(said -> said.pair().relation() == relation && said.score() > 0)
                .count();
    }

    private static Counts count(Said said, boolean called) {
        boolean is = said.pair().relation() == Relation.DUPLICATE;
        return new Counts(is && called ? 1 : 0, called && !is ? 1 : 0, is && !called ? 1 : 0);
    }
}
