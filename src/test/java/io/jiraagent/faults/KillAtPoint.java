package io.jiraagent.faults;

/**
 * The program ends at an exact point of its code.
 *
 * @param point a rule of {@code kill-points.btm}
 * @param passes the point is passed so often at the most
 */
record KillAtPoint(String name, String description, String point, int passes) implements Fault {
    @Override
    public void strike(Scene scene) {
        ProgramUnderTest program = scene.site().program();
        program.arm(point, scene.upTo(passes));
        program.awaitDeathAtPoint();
        scene.struck();
        program.start();
    }
}
