package io.jiraagent.access.oidc;

import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPRequestSender;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPRequest;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPResponse;
import io.jiraagent.outbound.AddressKind;
import io.jiraagent.outbound.BoundedCalls;
import io.jiraagent.outbound.OutboundClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URL;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;

/**
 * Asks the provider, as Nimbus wants it asked. Only so many requests at once: signing in must not take the threads that
 * webhooks need when the provider is slow. Thread-safe.
 */
final class ProviderClient implements HTTPRequestSender, ResourceRetriever, AutoCloseable {
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final int MAX_ANSWER_BYTES = 1024 * 1024;
    private static final int MAX_REQUESTS = 16;

    private final OutboundClient client;
    private final CloseableHttpClient http;
    private final Semaphore places = new Semaphore(MAX_REQUESTS);

    ProviderClient() {
        this.client = new OutboundClient(
                "oidc",
                MAX_REQUESTS,
                ProviderClient::addresses,
                deadlines -> new BoundedCalls(deadlines, DEADLINE, MAX_ANSWER_BYTES),
                (request, scope, chain) -> chain.proceed(request, scope));
        HttpClientBuilder builder = HttpClientBuilder.create();
        client.configure(builder);
        this.http = builder.build();
    }

    @Override
    public ReadOnlyHTTPResponse send(ReadOnlyHTTPRequest request) throws IOException {
        HttpUriRequestBase asked = new HttpUriRequestBase(request.getMethod().name(), request.getURI());
        request.getHeaderMap().forEach((name, values) -> values.forEach(value -> asked.addHeader(name, value)));
        if (request.getBody() != null) {
            asked.setEntity(new StringEntity(request.getBody(), StandardCharsets.UTF_8));
        }
        if (!places.tryAcquire()) {
            throw new IOException("More than " + MAX_REQUESTS + " requests wait for the provider");
        }
        try {
            return http.execute(asked, ProviderClient::answer);
        } finally {
            places.release();
        }
    }

    @Override
    public Resource retrieveResource(URL url) throws IOException {
        HTTPResponse response = get(url);
        return new Resource(response.getBody(), response.getHeaderValue("Content-Type"));
    }

    /** @throws IOException also when the answer is another one than 200 */
    HTTPResponse get(URL url) throws IOException {
        HTTPRequest request = new HTTPRequest(HTTPRequest.Method.GET, url);
        request.setAccept("application/json");
        HTTPResponse response = request.send(this);
        if (!response.indicatesSuccess()) {
            throw new IOException(url + " answered " + response.getStatusCode());
        }
        return response;
    }

    private static HTTPResponse answer(ClassicHttpResponse response) throws IOException {
        HTTPResponse answer = new HTTPResponse(response.getCode());
        try {
            if (response.getFirstHeader("Content-Type") != null) {
                answer.setContentType(response.getFirstHeader("Content-Type").getValue());
            }
            answer.setBody(response.getEntity() == null ? "" : EntityUtils.toString(response.getEntity()));
        } catch (ParseException | org.apache.hc.core5.http.ParseException e) {
            throw new IOException(e);
        }
        return answer;
    }

    /** The operator has chosen the provider, so it may be in a private network; where clouds hand out credentials it is not. */
    private static InetAddress[] addresses(String host) throws UnknownHostException {
        InetAddress[] addresses = InetAddress.getAllByName(host);
        for (InetAddress address : addresses) {
            if (AddressKind.of(address) == AddressKind.SPECIAL) {
                throw new UnknownHostException(host + " leads to " + AddressKind.SPECIAL.description());
            }
        }
        return addresses;
    }

    @Override
    public void close() {
        try {
            http.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            client.close();
        }
    }
}
