package io.jiraagent.doctor;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whether this machine's clock and PostgreSQL's agree. */
public final class ClockCheck implements Check {
    private static final Duration NOTABLE = Duration.ofSeconds(5);
    private static final Duration TOO_MUCH = Duration.ofMinutes(1);

    private final JdbcClient jdbc;
    private final Clock clock;

    public ClockCheck(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "clock";
    }

    @Override
    public List<Observation> look() {
        Instant before = clock.instant();
        Instant there = jdbc.sql("SELECT now()").query(Timestamp.class).single().toInstant();
        Instant here = before.plus(Duration.between(before, clock.instant()).dividedBy(2));
        Duration apart = Duration.between(there, here);
        String found = "this machine and PostgreSQL are " + apart.abs().toMillis() / 1000.0 + " s apart";
        String fix = "Set both by NTP: timedatectl set-ntp true; timedatectl timesync-status";
        if (apart.abs().compareTo(TOO_MUCH) > 0) {
            return List.of(Observation.problem(
                    found + "; signatures with a time are refused when it is more than webhook.timestamp-tolerance",
                    fix));
        }
        return List.of(apart.abs().compareTo(NOTABLE) > 0 ? Observation.warning(found, fix) : Observation.ok(found));
    }
}
