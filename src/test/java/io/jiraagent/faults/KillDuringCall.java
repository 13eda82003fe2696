package io.jiraagent.faults;

import static org.awaitility.Awaitility.await;

import java.time.Duration;

/** The program is killed by its agent, which has begun to act and has not answered. */
final class KillDuringCall implements Fault {
    @Override
    public String name() {
        return "kill-during-call";
    }

    @Override
    public String description() {
        return "`kill -9` while an agent acts";
    }

    @Override
    public void strike(Scene scene) {
        ProgramUnderTest program = scene.site().program();
        scene.stubs().duringCall(scene.upTo(15), program::kill);
        await("the program to be killed").atMost(Duration.ofSeconds(30)).until(() -> !program.alive());
        scene.struck();
        program.start();
    }
}
