package io.jiraagent.routefile;

/**
 * A tenant's file whose routes run. A changed file gets routes beside those of its predecessor, told apart by the
 * suffix, so that what is under way ends on the routes it began on.
 *
 * @param suffix of the names of its routes; empty for the first
 */
public record LiveTenant(TenantFile file, String suffix) {

    /** The endpoint of one of the file's routes. */
    String endpoint(String direct) {
        return "direct:" + direct + suffix;
    }
}
