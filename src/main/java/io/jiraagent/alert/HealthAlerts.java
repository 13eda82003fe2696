package io.jiraagent.alert;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Alerts of one process about itself: what it cannot do, and therefore perhaps cannot write down. They are told once, when
 * they have lasted for a minute, and once more when they are over. One thread calls it.
 */
public final class HealthAlerts {
    private static final String NAME = "not_ready";
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final String process;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final Map<String, Trouble> troubles = new TreeMap<>();

    /**
     * @param process what to call this process
     * @param nanoTime moves evenly, whatever happens to the wall clock: {@link System#nanoTime}
     */
    public HealthAlerts(String process, Clock clock, LongSupplier nanoTime) {
        this.process = process;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    private record Trouble(Alert alert, long since, boolean told, boolean down) {}

    /**
     * @param down names of the checks that say no, with what they say
     * @return what somebody has to be told of
     */
    public List<Alert> due(Map<String, String> down) {
        down.forEach((check, says) -> troubles.compute(check, (name, before) -> stillDown(name, says, before)));
        troubles.replaceAll((check, trouble) -> down.containsKey(check) ? trouble : up(trouble));
        troubles.values().removeIf(trouble -> !trouble.down() && !trouble.told());
        List<Alert> due = new ArrayList<>();
        for (Trouble trouble : troubles.values()) {
            boolean lasts = nanoTime.getAsLong() - trouble.since() >= PATIENCE.toNanos();
            if (trouble.down() ? lasts && !trouble.told() : trouble.told()) {
                due.add(trouble.alert());
            }
        }
        return due;
    }

    /** Those have been delivered. */
    public void told(List<Alert> alerts) {
        Stream<Alert> firing = alerts.stream().filter(alert -> !alert.over());
        firing.forEach(alert -> troubles.computeIfPresent(
                check(alert), (check, t) -> new Trouble(t.alert(), t.since(), true, t.down())));
        alerts.stream().filter(Alert::over).forEach(alert -> troubles.remove(check(alert)));
    }

    private Trouble stillDown(String check, String says, Trouble before) {
        boolean goesOn = before != null && before.down();
        Instant since = goesOn ? before.alert().since() : clock.instant();
        Alert alert = new Alert(NAME, process + "/" + check, null, process + ", " + check + ": " + says, since, false);
        return new Trouble(
                alert, goesOn ? before.since() : nanoTime.getAsLong(), before != null && before.told(), true);
    }

    private static Trouble up(Trouble before) {
        Alert alert = before.alert();
        Alert over = new Alert(alert.name(), alert.subject(), null, alert.message(), alert.since(), true);
        return new Trouble(over, before.since(), before.told(), false);
    }

    private String check(Alert alert) {
        return alert.subject().substring(process.length() + 1);
    }
}
