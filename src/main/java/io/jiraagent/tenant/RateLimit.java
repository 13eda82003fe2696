package io.jiraagent.tenant;

import java.time.Duration;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * So many events in a unit of time; as many may come at once after a rest.
 *
 * @param events from 1 to 9,999,999
 */
public record RateLimit(int events, Unit unit) {
    private static final Pattern FORM = Pattern.compile("([1-9]\\d{0,6})/(s|min|h)");

    /** The units of time, as people write them. */
    public enum Unit {
        SECOND("s", Duration.ofSeconds(1)),
        MINUTE("min", Duration.ofMinutes(1)),
        HOUR("h", Duration.ofHours(1));

        private final String text;
        private final Duration duration;

        Unit(String text, Duration duration) {
            this.text = text;
            this.duration = duration;
        }
    }

    /**
     * @param text such as {@code 60/min}, {@code 5/s} or {@code 1000/h}
     * @throws InvalidRegistrationException it is not like that
     */
    public static RateLimit parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new InvalidRegistrationException(
                    "rate_limit",
                    "A rate limit is a number of events and a unit of time, such as 60/min, 5/s or 1000/h.");
        }
        Unit unit = Arrays.stream(Unit.values())
                .filter(u -> u.text.equals(parts.group(2)))
                .findFirst()
                .orElseThrow();
        return new RateLimit(Integer.parseInt(parts.group(1)), unit);
    }

    /** The time in which {@link #events} may come. */
    public Duration period() {
        return unit.duration;
    }

    /** As {@link #parse} takes it. */
    public String text() {
        return events + "/" + unit.text;
    }
}
