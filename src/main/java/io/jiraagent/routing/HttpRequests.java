package io.jiraagent.routing;

import io.jiraagent.access.Caller;
import io.jiraagent.access.SessionCookie;
import io.jiraagent.tenant.Names;
import io.jiraagent.web.OpsRequest;
import io.jiraagent.webhook.IncomingEvent;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.component.platform.http.vertx.HttpMessage;

/** Reads requests where Vert.x keeps them, past Camel's headers, where strangers' names would mix with ours. */
final class HttpRequests {
    private static final String REQUEST = "http-request";
    /** Camel must not act on the type, so that the door puts it here; whatever a client calls so is overwritten. */
    static final String CONTENT_TYPE_AS_SENT = "jira-agent-content-type-as-sent";

    private static final String BEARER = "Bearer ";

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

    /** @param segment of the path, counted from its end, 0 for the last; what is no UUID names nothing */
    static Optional<UUID> idFromEnd(Exchange exchange, int segment) {
        return Names.asId(segmentFromEnd(request(exchange).path(), segment));
    }

    /** The agent that the path of a door names; empty where it names none. */
    static Optional<UUID> agentId(HttpServerRequest request) {
        return Names.asId(segmentFromEnd(request.path(), 1)).or(() -> Names.asId(segmentFromEnd(request.path(), 0)));
    }

    /** What the sender said of a door's body; null where it said nothing. */
    static String contentType(HttpServerRequest request) {
        return request.getHeader(CONTENT_TYPE_AS_SENT);
    }

    static OpsRequest opsRequest(Exchange exchange, Caller caller) {
        HttpServerRequest request = request(exchange);
        return new OpsRequest(caller, request.path(), request.query(), body(exchange));
    }

    /** The token of {@code Authorization: Bearer}, if there is one. */
    static Optional<String> bearer(HttpServerRequest request) {
        return Optional.ofNullable(request.getHeader(HttpHeaders.AUTHORIZATION))
                .map(String::strip)
                .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(value -> value.substring(BEARER.length()).strip())
                .filter(token -> !token.isEmpty());
    }

    static Optional<String> session(HttpServerRequest request) {
        return request.cookies(SessionCookie.NAME).stream()
                .map(Cookie::getValue)
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    static boolean changesState(HttpServerRequest request) {
        return !request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD);
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
