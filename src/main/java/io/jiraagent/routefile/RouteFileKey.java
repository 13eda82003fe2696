package io.jiraagent.routefile;

import io.jiraagent.routefile.RouteFile.Kind;

/** Which file. */
public record RouteFileKey(Kind kind, String name) implements Comparable<RouteFileKey> {
    /** Relative to the routes folder. */
    public String path() {
        return RouteFile.path(kind, name);
    }

    /** Templates before agents before tenants, which build on them. */
    @Override
    public int compareTo(RouteFileKey other) {
        return kind == other.kind ? name.compareTo(other.name) : kind.compareTo(other.kind);
    }
}
