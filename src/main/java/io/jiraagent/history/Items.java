package io.jiraagent.history;

import java.util.List;
import java.util.function.Function;

/**
 * A part of a list.
 *
 * @param nextCursor asks for the part behind it; null at the end
 */
public record Items<T>(List<T> items, String nextCursor) {

    static <T> Items<T> all(List<T> items) {
        return new Items<>(items, null);
    }

    /** @param found one more than the limit when there is more */
    static <T> Items<T> of(List<T> found, int limit, Function<T, String> cursor) {
        if (found.size() <= limit) {
            return new Items<>(found, null);
        }
        List<T> items = found.subList(0, limit);
        return new Items<>(items, cursor.apply(items.get(limit - 1)));
    }
}
