package io.jiraagent.faults;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Something that goes wrong. */
interface Fault {
    String name();

    /** For people, in a few words. */
    String description();

    /** What the program has to be started with. */
    default Instrument instrument() {
        return Instrument.KILL_POINTS;
    }

    /** Who is asked; one that is named twice gets twice as many events. */
    default List<Behaviour> load() {
        return List.of(
                Behaviour.IDEMPOTENT,
                Behaviour.IDEMPOTENT,
                Behaviour.IDEMPOTENT,
                Behaviour.IDEMPOTENT,
                Behaviour.ONCE,
                Behaviour.ONCE,
                Behaviour.ONCE,
                Behaviour.REFUSING);
    }

    /** A folder of the site's that has to lie on a disk of its own; such a fault gets a site of its own. */
    default Optional<String> folderOnSmallDisk() {
        return Optional.empty();
    }

    /** Agents of its own, beside the load's; faults that have some strike together, and are judged by these alone. */
    default Set<Behaviour> agents() {
        return Set.of();
    }

    /** Whether it may come between a dead letter's publishing and the note of it, so that it is published twice. */
    default boolean mayRepeatLetters() {
        return true;
    }

    /**
     * Strikes, and mends what a supervisor or operator would mend: a process that ended is started again. Marks the
     * moment by {@link Scene#struck()}.
     */
    void strike(Scene scene);
}
