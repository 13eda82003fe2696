package io.jiraagent.jira;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;

/**
 * A request to Jira. Not printed: it holds a token.
 *
 * @param body JSON in UTF-8; null for a GET
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record JiraCall(
        Purpose purpose, JiraFlavour flavour, String method, String url, String authorization, byte[] body) {

    /** What is asked for; what a refusal means depends on it. */
    enum Purpose {
        MYSELF("read who the token belongs to"),
        FIND("look for an earlier comment"),
        CREATE("write the comment"),
        UPDATE("change the comment"),
        FIELDS("set fields of the issue");

        private final String words;

        Purpose(String words) {
            this.words = words;
        }

        /** After "to". */
        String words() {
            return words;
        }
    }

    static JiraCall get(Purpose purpose, JiraAccount account, String path) {
        return new JiraCall(purpose, account.flavour(), "GET", account.url(path), account.authorization(), null);
    }

    static JiraCall of(Purpose purpose, JiraAccount account, String path, JsonNode body) {
        return new JiraCall(
                purpose,
                account.flavour(),
                purpose == Purpose.CREATE ? "POST" : "PUT",
                account.url(path),
                account.authorization(),
                body.toString().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "JiraCall[" + purpose + ", ***]";
    }
}
