package io.jiraagent.history;

import io.jiraagent.history.Overview.Step;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The steps of an overview as a drawing of {@value #WIDTH} by {@value #HEIGHT}: what ended as bars, failures on top of what
 * was completed, and what was received as a line.
 *
 * @param line points of the line, as SVG writes them
 * @param top what the full height stands for
 */
public record Chart(List<Bar> bars, String line, long top) {
    public static final int WIDTH = 600;
    public static final int HEIGHT = 120;

    private static final double BAR = 0.8;
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    /**
     * All lengths in units of the drawing.
     *
     * @param title for people
     */
    public record Bar(
            String x,
            String width,
            String completedY,
            String completedHeight,
            String failedY,
            String failedHeight,
            String title) {}

    static Chart of(List<Step> steps) {
        long top = Math.max(
                1,
                steps.stream()
                        .mapToLong(step -> Math.max(step.received(), step.completed() + step.failed()))
                        .max()
                        .orElse(1));
        double wide = (double) WIDTH / Math.max(1, steps.size());
        List<Bar> bars = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            double completed = height(step.completed(), top);
            double failed = height(step.failed(), top);
            bars.add(new Bar(
                    length(i * wide + wide * (1 - BAR) / 2),
                    length(wide * BAR),
                    length(HEIGHT - completed),
                    length(completed),
                    length(HEIGHT - completed - failed),
                    length(failed),
                    MINUTE.format(step.from()) + " UTC: " + step.received() + " received, " + step.completed()
                            + " completed, " + step.failed() + " failed"));
            line.append(i == 0 ? "" : " ")
                    .append(length((i + 0.5) * wide))
                    .append(',')
                    .append(length(HEIGHT - height(step.received(), top)));
        }
        return new Chart(List.copyOf(bars), line.toString(), top);
    }

    private static double height(long count, long top) {
        return (double) HEIGHT * count / top;
    }

    private static String length(double units) {
        return String.format(Locale.ENGLISH, "%.1f", units);
    }
}
