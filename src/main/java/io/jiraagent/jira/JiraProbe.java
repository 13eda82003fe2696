package io.jiraagent.jira;

import com.fasterxml.jackson.databind.JsonNode;
import io.jiraagent.outbound.OutboundClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/** Asks a Jira whom a token belongs to. Thread-safe. */
public final class JiraProbe implements AutoCloseable {
    private final JiraAddressGuard guard;
    private final OutboundClient client;
    private final CloseableHttpClient http;
    private final JiraAnswers answers;

    public JiraProbe(JiraAddressGuard guard, JiraAnswers answers) {
        this.guard = guard;
        this.client = JiraHttpClient.open(guard, 4);
        HttpClientBuilder builder = HttpClientBuilder.create();
        client.configure(builder);
        this.http = builder.build();
        this.answers = answers;
    }

    /**
     * The account of a token.
     *
     * @param id {@code accountId}, or key on a Data Center
     * @param name for people
     */
    public record Owner(String id, String name) {}

    /**
     * @throws IllegalArgumentException the address is not allowed; says why
     * @throws JiraException Jira refuses the account, cannot be reached, or is none; says what to change
     */
    public Owner ask(JiraAccount account) {
        guard.check(account.baseUrl());
        JiraCall call = JiraCall.get(JiraCall.Purpose.MYSELF, account, "myself");
        HttpGet request = new HttpGet(call.url());
        request.setHeader("Authorization", call.authorization());
        request.setHeader("Accept", "application/json");
        try {
            return http.execute(request, response -> owner(call, response));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Owner owner(JiraCall call, ClassicHttpResponse response) throws IOException {
        HttpEntity entity = response.getEntity();
        byte[] body = entity == null ? null : EntityUtils.toByteArray(entity);
        JsonNode myself = answers.read(
                        call, response.getCode(), value(response, "Retry-After"), null, null, null, null, body)
                .body();
        String id = myself.path("accountId").asText(myself.path("key").asText(null));
        if (id == null) {
            throw JiraRefusals.of(call, 404, "the answer names no account");
        }
        return new Owner(
                SafeWords.clean(id), SafeWords.clean(myself.path("displayName").asText("")));
    }

    private static String value(ClassicHttpResponse response, String name) {
        Header header = response.getFirstHeader(name);
        return header == null ? null : header.getValue();
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
