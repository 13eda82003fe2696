package io.jiraagent.routefile;

import java.util.Optional;

/** What is registered in the database, as far as route files name it. */
public interface Registered {
    /** Whether it is known at the moment; while it is not, nothing can be said. */
    boolean known();

    boolean tenant(String name);

    /**
     * How many agents a tenant has of this name or, written as a UUID, of this id; empty where there is no such tenant.
     */
    Optional<Integer> agents(String tenant, String nameOrId);
}
