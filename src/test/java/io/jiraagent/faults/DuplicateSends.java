package io.jiraagent.faults;

import java.time.Duration;

/**
 * Senders repeat events: at once, at once under several names, and later, for which the program may have been killed in
 * between, so that only the database can know them.
 */
final class DuplicateSends implements Fault {
    private static final int EVENTS = 8;
    private static final int TIMES = 6;

    @Override
    public String name() {
        return "duplicate-sends";
    }

    @Override
    public String description() {
        return "the same events sent many times, at once and later, also under several names";
    }

    @Override
    public void strike(Scene scene) {
        scene.struck();
        scene.load().burst(scene.target(Behaviour.ONCE), EVENTS, TIMES);
        scene.load().burst(scene.target(Behaviour.REFUSING), EVENTS, TIMES);
        scene.goOn(Duration.ofSeconds(1));
        if (scene.coin()) {
            scene.site().program().kill();
            scene.struck();
            scene.site().program().start();
            scene.site().program().awaitReady();
        }
        scene.load().repeatAccepted(EVENTS * TIMES);
    }
}
