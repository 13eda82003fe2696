package io.jiraagent.faults;

/** A second worker joins, and the first ends as it gives up its partitions, or as it gets its new ones. */
final class KillDuringRebalance implements Fault {
    @Override
    public String name() {
        return "kill-during-rebalance";
    }

    @Override
    public String description() {
        return "`kill -9` while partitions move, because a second worker joins";
    }

    @Override
    public void strike(Scene scene) {
        ProgramUnderTest program = scene.site().program();
        program.arm(scene.coin() ? "rebalance-begins" : "rebalance-ends", 1);
        scene.secondWorker().start();
        program.awaitDeathAtPoint();
        scene.struck();
        program.start();
    }
}
