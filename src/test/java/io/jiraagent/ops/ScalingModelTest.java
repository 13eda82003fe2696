package io.jiraagent.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The plan in docs/scaling.md follows from the costs that stand above it. */
class ScalingModelTest {
    private static final Path PLAN = Path.of("docs/scaling.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (10{5,8}) \\| (.*) \\|$");

    private static double cost(String plan, String name) {
        Matcher matcher =
                Pattern.compile("(?m)^\\| " + name + " \\| ([0-9,]+) ").matcher(plan);
        assertThat(matcher.find()).as(name).isTrue();
        return Double.parseDouble(matcher.group(1).replace(",", ""));
    }

    private static String number(int digits, double value) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    @Test
    void eachRowFollowsFromTheCosts() throws IOException {
        String plan = Files.readString(PLAN);
        List<String> wrong = ROW.matcher(plan)
                .results()
                .filter(row -> !Arrays.asList(row.group(2).split(" \\| ", -1))
                        .equals(computed(
                                plan,
                                Double.parseDouble(row.group(1)),
                                row.group(2).split(" \\| ", -1)[4])))
                .map(row -> row.group() + " but " + computed(plan, Double.parseDouble(row.group(1)), "90"))
                .toList();

        assertThat(ROW.matcher(plan).results()).hasSize(4);
        assertThat(wrong).isEmpty();
    }

    private static List<String> computed(String plan, double events, String days) {
        double peak = 3 * events / 86_400;
        return List.of(
                number(1, peak),
                number(2, peak * cost(plan, "CPU") * 1e-6 / 0.5),
                number(0, peak * 20),
                number(1, events * 7 * 3 * cost(plan, "RECORD") / 1e9),
                days,
                number(1, events * Double.parseDouble(days) * cost(plan, "ROW") * 1.3 / 1e9),
                number(2, peak * (cost(plan, "WAL") + cost(plan, "REMOVAL")) / 1e6),
                number(1, events * Double.parseDouble(days) * cost(plan, "KNOWN") / 1e9));
    }
}
