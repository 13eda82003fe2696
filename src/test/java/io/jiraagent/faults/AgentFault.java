package io.jiraagent.faults;

import java.util.Locale;
import java.util.Set;

/** An agent misbehaves; the others do not. */
record AgentFault(Behaviour behaviour, String description) implements Fault {
    /** Fewer calls than its breaker waits for, so that each attempt is a call. */
    private static final int EVENTS = 4;

    @Override
    public String name() {
        return "agent-" + behaviour.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Set<Behaviour> agents() {
        return Set.of(behaviour);
    }

    @Override
    public boolean mayRepeatLetters() {
        return false;
    }

    @Override
    public void strike(Scene scene) {
        scene.struck();
        scene.load().burst(scene.target(behaviour), EVENTS, 1);
    }
}
