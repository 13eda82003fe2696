package io.jiraagent.faults;

import java.time.Duration;

/** The program is asked to stop while its agents are slow, and is killed while it waits for them. */
final class KillDuringDrain implements Fault {
    private static final int LONGEST_CALL_MILLIS = 2500;
    private static final int LONGEST_DRAIN_MILLIS = 1500;

    @Override
    public String name() {
        return "kill-during-drain";
    }

    @Override
    public String description() {
        return "SIGTERM, then `kill -9` while it finishes what it is at";
    }

    @Override
    public void strike(Scene scene) {
        scene.stubs().takeUpTo(LONGEST_CALL_MILLIS);
        scene.load().awaitAccepted(40);
        ProgramUnderTest program = scene.site().program();
        program.terminate();
        scene.struck();
        scene.goOn(Duration.ofMillis(scene.upTo(LONGEST_DRAIN_MILLIS)));
        program.kill();
        scene.stubs().takeUpTo(StubAgents.USUAL_MILLIS);
        program.start();
    }
}
