package io.jiraagent.access;

import java.util.Optional;
import java.util.UUID;

/**
 * Somebody whom a provider has signed in, and who may look here.
 *
 * @param subject issuer and subject: never another person's
 * @param name for people; who they are is not decided by it
 * @param tenantId the only tenant whose things are seen; empty: all
 */
public record Person(String subject, String name, AccessRole role, Optional<UUID> tenantId) {}
