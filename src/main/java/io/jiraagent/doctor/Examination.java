package io.jiraagent.doctor;

import java.util.ArrayList;
import java.util.List;

/** Runs checks one after the other, and leaves out those that cannot tell anything before another thing is mended. */
public final class Examination {
    private final List<Entry> entries = new ArrayList<>();

    /** What a check has seen. */
    public record Entry(String check, Observation observation) {}

    /** Looks at something that depends on nothing else. */
    public Examination look(Check check) {
        run(check);
        return this;
    }

    /**
     * Looks at something, and behind it only if that is in order.
     *
     * @param gate what the others need
     */
    public Examination look(Check gate, List<Check> behind) {
        if (run(gate)) {
            behind.forEach(this::run);
        } else {
            behind.forEach(check -> entries.add(new Entry(
                    check.name(), Observation.skipped("not looked at before " + gate.name() + " is mended"))));
        }
        return this;
    }

    private boolean run(Check check) {
        List<Observation> seen = see(check);
        seen.forEach(observation -> entries.add(new Entry(check.name(), observation)));
        return seen.stream().noneMatch(observation -> observation.verdict() == Verdict.PROBLEM);
    }

    /** A check that fails is a finding: the others are made all the same. */
    private static List<Observation> see(Check check) {
        try {
            return check.look();
        } catch (RuntimeException e) {
            return List.of(Observation.problem(
                    "could not be looked at: " + Failures.innermost(e), "Look again: ./jira-agent doctor"));
        }
    }

    public List<Entry> entries() {
        return List.copyOf(entries);
    }

    public long count(Verdict verdict) {
        return entries.stream()
                .filter(entry -> entry.observation().verdict() == verdict)
                .count();
    }
}
