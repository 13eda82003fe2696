package io.jiraagent.faults;

import java.time.Duration;

/** A second worker joins, works, and leaves in the middle of its calls. */
record WorkerLeaves(String name, String description, boolean killed) implements Fault {
    private static final int LONGEST_CALL_MILLIS = 800;
    private static final int LONGEST_STAY_MILLIS = 3000;

    @Override
    public void strike(Scene scene) {
        scene.stubs().takeUpTo(LONGEST_CALL_MILLIS);
        ProgramUnderTest worker = scene.secondWorker();
        worker.start();
        scene.awaitWorkers(2);
        scene.goOn(Duration.ofMillis(scene.upTo(LONGEST_STAY_MILLIS)));
        if (killed) {
            worker.kill();
            scene.struck();
        } else {
            scene.struck();
            worker.terminate();
            worker.awaitExit();
        }
    }
}
