package io.jiraagent.faults;

import java.time.Duration;
import java.util.Collection;

/**
 * How soon events were accepted again.
 *
 * @param at when the first event was answered 202 that was sent after the fault and after the last one that was turned
 *     away; of {@link System#nanoTime()}
 * @param after the fault
 */
record Recovery(long at, Duration after) {
    private static final int ACCEPTED = 202;

    /** @param posts of a load that has ended */
    static Recovery of(Collection<Post> posts, long struckAt) {
        long lastTurnedAway = posts.stream()
                .filter(Post::turnedAway)
                .mapToLong(post -> post.madeAt)
                .filter(at -> at > struckAt)
                .max()
                .orElse(struckAt);
        long at = posts.stream()
                .filter(post -> post.madeAt > lastTurnedAway && post.firstStatus() == ACCEPTED)
                .mapToLong(Post::firstAnsweredAt)
                .min()
                .orElseGet(System::nanoTime);
        return new Recovery(at, Duration.ofNanos(at - struckAt));
    }
}
