package io.jiraagent.faults;

import java.time.Duration;

/** Somebody sets the program's clock. Timers run every few seconds, so the load goes on until all have had their turn. */
record ClockJump(String name, String description, Duration by) implements Fault {
    private static final Duration ALL_TIMERS = Duration.ofSeconds(6);

    @Override
    public Instrument instrument() {
        return Instrument.CLOCK;
    }

    @Override
    public boolean mayRepeatLetters() {
        return false;
    }

    @Override
    public void strike(Scene scene) {
        scene.goOn(Duration.ofMillis(scene.upTo(1000)));
        scene.site().program().moveClock(by);
        scene.struck();
        scene.goOn(ALL_TIMERS);
    }
}
