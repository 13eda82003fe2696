package io.jiraagent.quality;

import io.jiraagent.quality.TicketSet.Relation;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/** Whether the score of a listed ticket can be read as the probability that it is a duplicate. */
final class Reliability {
    private static final double[] BOUNDS = {0.25, 0.4, 0.55, 0.7, 1.001};
    private static final int ROUNDS = 100;

    private Reliability() {}

    private record Listed(double score, double duplicate) {}

    static String table(Comparison... comparisons) {
        StringBuilder table = new StringBuilder(
                "| set | score | listed | duplicates | share | mean score |\n|---|---|---|---|---|---|\n");
        for (Comparison comparison : comparisons) {
            for (int i = 0; i + 1 < BOUNDS.length; i++) {
                double from = BOUNDS[i];
                double to = BOUNDS[i + 1];
                List<Listed> bin = listed(comparison).stream()
                        .filter(listed -> listed.score() >= from && listed.score() < to)
                        .toList();
                double duplicates = bin.stream().mapToDouble(Listed::duplicate).sum();
                table.append(String.format(
                        Locale.ROOT,
                        "| %s | %.2f to %.2f | %d | %.0f | %.2f | %.2f |%n",
                        comparison.set().name(),
                        from,
                        Math.min(to, 1),
                        bin.size(),
                        duplicates,
                        bin.isEmpty() ? 0 : duplicates / bin.size(),
                        bin.stream().mapToDouble(Listed::score).average().orElse(0)));
            }
        }
        return table.toString().strip();
    }

    /** The mean squared error (Brier) of the score itself and of a logistic curve that is fitted to the first set. */
    static String errors(Comparison tuning, Comparison heldOut) {
        DoubleUnaryOperator fitted = logistic(listed(tuning));
        StringBuilder table = new StringBuilder(
                "| set | score | logistic of score | share of duplicates for all |\n|---|---|---|---|\n");
        for (Comparison comparison : List.of(tuning, heldOut)) {
            List<Listed> listed = listed(comparison);
            double share =
                    listed.stream().mapToDouble(Listed::duplicate).average().orElse(0);
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %.3f | %.3f | %.3f |%n",
                    comparison.set().name(),
                    error(listed, score -> score),
                    error(listed, fitted),
                    error(listed, score -> share)));
        }
        return table.toString().strip();
    }

    private static List<Listed> listed(Comparison comparison) {
        return comparison.said().stream()
                .filter(said -> said.score() > 0)
                .map(said -> new Listed(said.score(), said.pair().relation() == Relation.DUPLICATE ? 1 : 0))
                .toList();
    }

    private static double error(List<Listed> listed, DoubleUnaryOperator probability) {
        return listed.stream()
                .mapToDouble(one -> Math.pow(probability.applyAsDouble(one.score()) - one.duplicate(), 2))
                .average()
                .orElse(0);
    }

    /** Newton's method on two parameters. */
    private static DoubleUnaryOperator logistic(List<Listed> listed) {
        double level = 0;
        double slope = 0;
        for (int round = 0; round < ROUNDS; round++) {
            double gradient = 0;
            double gradientOfSlope = 0;
            double weights = 0;
            double weighted = 0;
            double squared = 0;
            for (Listed one : listed) {
                double p = sigmoid(level + slope * one.score());
                double weight = p * (1 - p);
                gradient += one.duplicate() - p;
                gradientOfSlope += (one.duplicate() - p) * one.score();
                weights += weight;
                weighted += weight * one.score();
                squared += weight * one.score() * one.score();
            }
            double determinant = weights * squared - weighted * weighted;
            level += (squared * gradient - weighted * gradientOfSlope) / determinant;
            slope += (weights * gradientOfSlope - weighted * gradient) / determinant;
        }
        double a = level;
        double b = slope;
        return score -> sigmoid(a + b * score);
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
