package io.jiraagent.routing;

import io.jiraagent.webhook.IncomingEvent;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.apache.camel.component.platform.http.vertx.HttpMessage;

/** Reads requests where Vert.x keeps them, past Camel's headers, where strangers' names would mix with ours. */
final class HttpRequests {
    private static final String REQUEST = "http-request";

    private HttpRequests() {}

    /** The request, also when a step has replaced the message it came with. */
    static HttpServerRequest request(Exchange exchange) {
        HttpServerRequest known = exchange.getProperty(REQUEST, HttpServerRequest.class);
        if (known != null) {
            return known;
        }
        HttpServerRequest request = exchange.getIn(HttpMessage.class).getRequest();
        exchange.setProperty(REQUEST, request);
        return request;
    }

    static byte[] body(Exchange exchange) {
        Object body = exchange.getIn().getBody();
        return body instanceof Buffer buffer ? buffer.getBytes() : new byte[0];
    }

    /** @param idSegment of the path, counted from its end, 0 for the last */
    static IncomingEvent event(Exchange exchange, int idSegment) {
        HttpServerRequest request = request(exchange);
        Map<String, List<String>> headers = new TreeMap<>();
        request.headers().forEach((name, value) -> headers.computeIfAbsent(
                        name.toLowerCase(Locale.ROOT), n -> new ArrayList<>(1))
                .add(value));
        return new IncomingEvent(segmentFromEnd(request.path(), idSegment), headers, body(exchange));
    }

    static String segmentFromEnd(String path, int fromEnd) {
        String[] segments = path.split("/", -1);
        int index = segments.length - 1 - fromEnd;
        return index < 0 ? "" : segments[index];
    }

    static String client(HttpServerRequest request) {
        return request.remoteAddress() == null
                ? "unknown"
                : request.remoteAddress().hostAddress();
    }
}
