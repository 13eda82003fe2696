package io.jiraagent.faults;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What one round of one fault came to. Compared by identity. */
final class RoundResult {
    private final Fault fault;
    private final int round;
    private final int accepted;
    private final int refused;
    private final Verdict verdict;
    private final Instant struckAt;
    private final Duration acceptedAgain;
    /** Accepted before the program had recovered: what the fault may have touched. */
    private final List<UUID> touched;

    private final List<Violation> violations = new ArrayList<>();
    private final List<UUID> repeatedLetters = new ArrayList<>();
    private Duration atRest = Duration.ZERO;
    private boolean abandoned;

    RoundResult(
            Fault fault,
            int round,
            List<Post> posts,
            Verdict verdict,
            Instant struckAt,
            Duration acceptedAgain,
            List<UUID> touched) {
        this.fault = fault;
        this.round = round;
        this.accepted = (int) posts.stream().filter(p -> !p.ids().isEmpty()).count();
        this.refused = (int) posts.stream().filter(Post::turnedAway).count();
        this.verdict = verdict;
        this.struckAt = struckAt;
        this.acceptedAgain = acceptedAgain;
        this.touched = List.copyOf(touched);
        violations.addAll(verdict.violations());
    }

    /** A round that could not be brought to its end. */
    static RoundResult abandoned(Fault fault, int round, RuntimeException why) {
        RoundResult result = new RoundResult(
                fault,
                round,
                List.of(),
                new Verdict(List.of(), List.of(), List.of(), List.of(), List.of()),
                Instant.now(),
                Duration.ZERO,
                List.of());
        result.abandoned = true;
        result.violated(new Violation("abandoned", why.toString(), List.of()));
        return result;
    }

    void violated(Violation violation) {
        violations.add(violation);
    }

    void repeatedLetter(UUID id) {
        repeatedLetters.add(id);
        if (!fault.mayRepeatLetters()) {
            violations.add(new Violation("I5", "published twice", List.of(id)));
        }
    }

    void atRestAfter(Duration time) {
        atRest = time;
    }

    /** Its times mean nothing. */
    boolean isAbandoned() {
        return abandoned;
    }

    Fault fault() {
        return fault;
    }

    int round() {
        return round;
    }

    int accepted() {
        return accepted;
    }

    /** 503, broken, or nobody listened. */
    int refused() {
        return refused;
    }

    Verdict verdict() {
        return verdict;
    }

    List<Violation> violations() {
        return violations;
    }

    int repeatedLetters() {
        return repeatedLetters.size();
    }

    Instant struckAt() {
        return struckAt;
    }

    /** From the fault to the first 202 after it. */
    Duration acceptedAgain() {
        return acceptedAgain;
    }

    List<UUID> touched() {
        return touched;
    }

    /** From the fault until all that it may have touched had ended and its dead letters were delivered. */
    Duration atRest() {
        return atRest;
    }
}
