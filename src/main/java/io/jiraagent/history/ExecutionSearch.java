package io.jiraagent.history;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Finds the newest executions by words, quickly whether they are frequent or rare: frequent ones are soon met among the
 * newest executions, which are looked through; for others the index is asked, from period to period into the past. What would
 * take longer than somebody waits ends early, and tells how far it came. Thread-safe.
 */
final class ExecutionSearch {
    private static final List<String> OPEN_STATES = List.of("queued", "in_progress");
    private static final int GROWTH = 4;
    private static final int MOST_PERIODS = 256;

    private final SearchStatements statements;
    private final Reach reach;

    /**
     * How much is looked at.
     *
     * @param stretch executions that are looked through at a time
     * @param open of each state that is not in the index; older ones are not found
     * @param dense matches of one period that are looked up; a period with more is looked through
     * @param periods for which the index is asked at first; each time it finds too little, for more
     * @param patience is asked for as a search begins; tells when it has to end
     */
    record Reach(int stretch, int open, int dense, int periods, Supplier<BooleanSupplier> patience) {
        private static final long NANOS = 100_000_000;

        /** For somebody who waits. */
        static final Reach QUICK = new Reach(1_000, 1_000, 1_000, 16, () -> {
            long end = System.nanoTime() + NANOS;
            return () -> System.nanoTime() - end >= 0;
        });

        /** To the end of the history. */
        static final Reach WHOLE = new Reach(10_000, 1_000, 10_000, 64, () -> () -> false);
    }

    /**
     * What a search has found.
     *
     * @param executions newest first
     * @param reached behind which nothing was looked for yet; null: there is nothing more
     */
    record Found(List<ExecutionSummary> executions, Cursor reached) {}

    ExecutionSearch(JdbcClient jdbc, Reach reach) {
        this.statements = new SearchStatements(jdbc);
        this.reach = reach;
    }

    /** @param parameters of {@code history-executions.sql}, with {@code q} and {@code limit} */
    Found newest(Map<String, Object> parameters) {
        return new Run(parameters).newest();
    }

    /** One search on its way into the past. */
    private final class Run {
        private final Map<String, Object> asked;
        private final int limit;
        private final BooleanSupplier over = reach.patience().get();
        private final NavigableSet<ExecutionSummary> found =
                new TreeSet<>(Comparator.comparing(ExecutionSummary::cursor).reversed());

        private Map<String, Object> left;
        private Cursor reached;
        private boolean ended;
        private int periods = reach.periods();
        private long densePeriod = Long.MAX_VALUE;
        private long oldestPeriod;

        Run(Map<String, Object> asked) {
            this.asked = asked;
            this.left = asked;
            this.limit = (int) asked.get("limit");
        }

        Found newest() {
            lookThrough();
            if (OPEN_STATES.stream().anyMatch(asked::containsKey)) {
                while (goesOn()) {
                    lookThrough();
                }
            } else if (lacks()) {
                askIndex();
            }
            return new Found(complete(), ended ? null : reached);
        }

        private void askIndex() {
            statements
                    .first(left)
                    .ifPresentOrElse(
                            first -> oldestPeriod = SearchStatements.period(first.queuedAt()), () -> ended = true);
            if (ended) {
                return;
            }
            findOpen();
            do {
                if (nextPeriod() == densePeriod) {
                    lookThrough();
                } else {
                    lookUp();
                }
            } while (goesOn());
        }

        private boolean lacks() {
            return !ended && complete().size() < limit;
        }

        private boolean goesOn() {
            return lacks() && !over.getAsBoolean();
        }

        /** Of older ones than was reached, some were met by chance. */
        private List<ExecutionSummary> complete() {
            return found.stream()
                    .filter(run -> ended || reached == null || run.cursor().compareTo(reached) >= 0)
                    .limit(limit)
                    .toList();
        }

        private void lookThrough() {
            Cursor end = statements.end(left, reach.stretch()).orElse(null);
            List<ExecutionSummary> matching = statements.through(left, end);
            found.addAll(matching);
            if (matching.size() >= limit) {
                reach(matching.get(limit - 1).cursor());
            } else if (end == null) {
                ended = true;
            } else {
                reach(end);
            }
        }

        private void findOpen() {
            if (!asked.containsKey("completed") && !asked.containsKey("failed")) {
                for (String state : OPEN_STATES) {
                    Map<String, Object> open = SearchStatements.with(left, state, true);
                    found.addAll(statements.through(
                            open, statements.end(open, reach.open()).orElse(null)));
                }
            }
        }

        private void lookUp() {
            long newest = nextPeriod();
            long oldest = Math.max(oldestPeriod, newest - periods + 1);
            List<SearchStatements.Match> matches = statements.inPeriods(left, newest, oldest, reach.dense());
            for (SearchStatements.Match match : matches) {
                if (match.dense()) {
                    densePeriod = match.period();
                    reachStart(densePeriod + 1);
                    return;
                }
                found.add(match.run());
            }
            periods = Math.min(MOST_PERIODS, periods * GROWTH);
            if (matches.size() >= limit) {
                reach(matches.get(limit - 1).run().cursor());
            } else if (oldest <= oldestPeriod) {
                ended = true;
            } else {
                reachStart(oldest);
            }
        }

        private long nextPeriod() {
            long period = SearchStatements.period(reached.queuedAt());
            return reached.equals(SearchStatements.start(period)) ? period - 1 : period;
        }

        private void reachStart(long period) {
            Cursor start = SearchStatements.start(period);
            if (start.compareTo(reached) < 0) {
                reach(start);
            }
        }

        private void reach(Cursor place) {
            reached = place;
            left = SearchStatements.before(asked, place);
        }
    }
}
