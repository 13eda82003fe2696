package io.jiraagent.faults;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Events unlike each other, for several issues of each agent; one in forty is forged. Which event comes as the nth is
 * settled by the seed. Thread-safe.
 */
final class EventSource {
    /** Of each behaviour, unless told otherwise; they are numbered from 1. */
    static final int ISSUES = 12;

    private static final int ONE_IN_FORGED = 40;
    private static final Instant FIRST_EVENT = Instant.parse("2026-01-01T00:00:00Z");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final List<Post.Target> targets;
    private final SplittableRandom random;
    private final int issues;
    private long number;

    /** @param targets one that is named twice gets twice as much */
    EventSource(List<Post.Target> targets, SplittableRandom random) {
        this(targets, random, ISSUES);
    }

    /** @param issues of each behaviour */
    EventSource(List<Post.Target> targets, SplittableRandom random, int issues) {
        this.targets = List.copyOf(targets);
        this.random = random;
        this.issues = issues;
    }

    synchronized Post next() {
        boolean forged = random.nextInt(ONE_IN_FORGED) == 0;
        return event(targets.get(random.nextInt(targets.size())), forged);
    }

    synchronized Post next(Post.Target target) {
        return event(target, false);
    }

    private Post event(Post.Target target, boolean forged) {
        String key = target.behaviour() + "-" + (1 + random.nextInt(issues));
        String body = JSON.createObjectNode()
                .put("issue_key", key)
                .put("event_type", "jira:issue_updated")
                .put("timestamp", FIRST_EVENT.plusMillis(number++).toString())
                .put("nonce", Long.toHexString(random.nextLong()))
                .<ObjectNode>set(
                        "issue",
                        JSON.createObjectNode()
                                .put("key", key)
                                .set("fields", JSON.createObjectNode().put("summary", "Event " + number)))
                .toString();
        return new Post(target, body, forged);
    }
}
