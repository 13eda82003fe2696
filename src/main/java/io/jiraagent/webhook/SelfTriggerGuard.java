package io.jiraagent.webhook;

import io.jiraagent.tenant.Agent;
import io.jiraagent.ticket.EventAuthor;
import io.jiraagent.ticket.OwnMark;
import java.util.Collections;
import java.util.Optional;

/** Knows events that the integration has set off itself: working on them would never end. Thread-safe. */
final class SelfTriggerGuard {
    private SelfTriggerGuard() {}

    /** @return empty when the event is to be worked on */
    static Optional<IgnoredReason> look(Agent agent, byte[] body) {
        if (agent.ownAccounts().isEmpty() && !OwnMark.mayBeIn(body)) {
            return Optional.empty();
        }
        EventAuthor.Author author = EventAuthor.peek(body);
        if (author.ownComment()) {
            return Optional.of(IgnoredReason.OWN_COMMENT);
        }
        return Collections.disjoint(author.names(), agent.ownAccounts())
                ? Optional.empty()
                : Optional.of(IgnoredReason.OWN_ACCOUNT);
    }
}
