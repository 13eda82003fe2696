package io.jiraagent.quality;

import java.util.Locale;

/**
 * What was found, counted against what is there.
 *
 * @param right found, and there
 * @param wrong found, but not there or not so
 * @param missed there, but not found or not so
 */
record Counts(int right, int wrong, int missed) {
    static final Counts NONE = new Counts(0, 0, 0);

    Counts and(Counts more) {
        return new Counts(right + more.right, wrong + more.wrong, missed + more.missed);
    }

    double precision() {
        return right + wrong == 0 ? 1 : (double) right / (right + wrong);
    }

    double recall() {
        return right + missed == 0 ? 1 : (double) right / (right + missed);
    }

    double f1() {
        return right == 0 ? 0 : 2.0 * right / (2 * right + wrong + missed);
    }

    /** Cells of a table's row. */
    String cells() {
        return String.format(
                Locale.ROOT, "%d | %d | %d | %.2f | %.2f | %.2f", right, wrong, missed, precision(), recall(), f1());
    }
}
