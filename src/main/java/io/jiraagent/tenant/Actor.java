package io.jiraagent.tenant;

import java.util.Optional;
import java.util.UUID;

/**
 * Who changes something, for the audit log.
 *
 * @param tokenId of a caller by API or page; empty for those who work on the database
 * @param name of the token, or of the program that works on the database
 */
public record Actor(Optional<UUID> tokenId, String name) {
    /** The command line. */
    public static final Actor CLI = new Actor(Optional.empty(), "cli");

    /** The first start, which makes the demo tenant. */
    public static final Actor SETUP = new Actor(Optional.empty(), "setup");

    /** Null where there is none, as statements take it. */
    public UUID tokenIdOrNull() {
        return tokenId.orElse(null);
    }
}
