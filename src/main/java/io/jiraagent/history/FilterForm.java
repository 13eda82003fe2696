package io.jiraagent.history;

import io.jiraagent.web.Parameters;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The values of a filter as they stand in its form and in the page's address. */
final class FilterForm {
    private FilterForm() {}

    /** Every name with its value; blank where none is given. */
    static Map<String, String> values(Parameters parameters, List<String> names) {
        Map<String, String> values = new LinkedHashMap<>();
        names.forEach(name -> values.put(name, parameters.text(name).orElse("")));
        return values;
    }

    /** The conditions that are given, without what only explains them. */
    static Map<String, String> given(Map<String, String> values) {
        Map<String, String> given = new LinkedHashMap<>(values);
        given.values().removeIf(String::isEmpty);
        given.remove("zone");
        return given;
    }

    /** The address of the part behind {@code cursor}; null at the end. */
    static String older(String path, Map<String, String> values, String cursor) {
        if (cursor == null) {
            return null;
        }
        Map<String, String> all = new LinkedHashMap<>(values);
        all.put("cursor", cursor);
        return path(path, all);
    }

    /** How far a search came that was ended before its page was full; null where it came to the end or has filled the page. */
    static Instant searchedTo(Items<?> page, int limit) {
        return page.nextCursor() == null || page.items().size() >= limit
                ? null
                : Cursor.decode(page.nextCursor()).queuedAt();
    }

    static String path(String path, Map<String, String> values) {
        String query = values.entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return query.isEmpty() ? path : path + "?" + query;
    }
}
