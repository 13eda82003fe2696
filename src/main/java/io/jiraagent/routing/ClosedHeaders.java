package io.jiraagent.routing;

import java.util.Locale;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;

/**
 * The border of the HTTP routes: no header, query parameter or form field of a request becomes a message header, and
 * only the named headers of a message leave with the answer. Processors read what they need from the request itself.
 */
public final class ClosedHeaders implements HeaderFilterStrategy {
    private static final Set<String> ANSWER_HEADERS = Set.of(
            "retry-after",
            "location",
            "set-cookie",
            "allow",
            "cache-control",
            "content-disposition",
            "etag",
            "vary",
            "www-authenticate");

    @Override
    public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
        return !ANSWER_HEADERS.contains(name.toLowerCase(Locale.ROOT));
    }

    @Override
    public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
        return true;
    }
}
