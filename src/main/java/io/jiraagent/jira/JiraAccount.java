package io.jiraagent.jira;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Where a Jira is and how to sign in. Never prints its token.
 *
 * @param baseUrl without a trailing slash
 * @param user the e-mail address of the account; null on a Data Center
 */
public record JiraAccount(String baseUrl, JiraFlavour flavour, String user, String token) {

    /** Value of the header {@code Authorization}. */
    String authorization() {
        if (flavour == JiraFlavour.DATA_CENTER) {
            return "Bearer " + token;
        }
        byte[] pair = (user + ":" + token).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    /** @param path below the API's, without a leading slash */
    String url(String path) {
        return baseUrl + flavour.api() + path;
    }

    @Override
    public String toString() {
        return "JiraAccount[" + flavour.text() + ", ***]";
    }
}
