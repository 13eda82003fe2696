package io.jiraagent.history;

import io.jiraagent.web.Parameters;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads {@code from} and {@code to}: an instant, or a day, which is meant as a whole. */
final class TimeBound {
    private static final String WANTS =
            "a time such as 2026-01-31T17:00:00Z or a day such as 2026-01-31 (+ is written %2B in an address)";
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Pattern TIME =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,9})?)?(Z|[+-]\\d{2}:\\d{2})");
    // An unescaped + arrives as a space.
    private static final Pattern LOST_PLUS = Pattern.compile("(?<=\\d) (?=\\d{2}:\\d{2}$)");

    private TimeBound() {}

    /** The first instant that is meant. */
    static Optional<Instant> from(Parameters parameters, ZoneId zone) {
        return parameters.text("from").map(value -> parse("from", value, zone, false));
    }

    /** The last instant that is meant, in PostgreSQL's microseconds. */
    static Optional<Instant> to(Parameters parameters, ZoneId zone) {
        return parameters.text("to").map(value -> parse("to", value, zone, true));
    }

    private static Instant parse(String name, String value, ZoneId zone, boolean endOfDay) {
        try {
            if (DAY.matcher(value).matches()) {
                LocalDate day = LocalDate.parse(value);
                return endOfDay
                        ? day.plusDays(1).atStartOfDay(zone).toInstant().minus(1, ChronoUnit.MICROS)
                        : day.atStartOfDay(zone).toInstant();
            }
            String time = LOST_PLUS.matcher(value).replaceFirst("+");
            if (TIME.matcher(time).matches()) {
                return OffsetDateTime.parse(time).toInstant();
            }
        } catch (DateTimeException e) {
            throw Parameters.refused(name, value, WANTS);
        }
        throw Parameters.refused(name, value, WANTS);
    }
}
