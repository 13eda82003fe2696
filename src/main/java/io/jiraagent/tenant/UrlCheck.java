package io.jiraagent.tenant;

/** Says whether agents may be asked at an address; asked when an agent is saved. */
@FunctionalInterface
public interface UrlCheck {
    /** @throws IllegalArgumentException it is not allowed; the message says why, and does not quote the address */
    void check(String url);
}
