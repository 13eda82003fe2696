package io.jiraagent.jira;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jiraagent.secret.Keyring;
import io.jiraagent.secret.UnreadableSecretException;
import io.jiraagent.ticket.OwnMark;
import org.apache.camel.Body;
import org.apache.camel.Variable;

/**
 * The requests that a comment takes, and what to remember of their answers. A comment is known by a property and by a
 * line in its text, since a request whose answer was lost may have been taken: before one is created, the newest are
 * looked through. Thread-safe.
 */
public final class CommentCalls {

    private static final int LOOKED_THROUGH = 50;

    private final Keyring keyring;

    public CommentCalls(Keyring keyring) {
        this.keyring = keyring;
    }

    /** @throws JiraException the site's token cannot be decrypted here */
    public JiraCall find(@Variable("job") CommentJob job) {
        return JiraCall.get(
                JiraCall.Purpose.FIND,
                account(job),
                comments(job) + "?orderBy=-created&maxResults=" + LOOKED_THROUGH + "&expand=properties");
    }

    /** @return the id of this agent's comment; null where none is there */
    public String found(@Variable("job") CommentJob job, @Body JiraAnswer answer) {
        for (JsonNode comment : answer.body().path("comments")) {
            if (own(job, comment) && marked(job, comment)) {
                return comment.path("id").asText(null);
            }
        }
        return null;
    }

    private static boolean own(CommentJob job, JsonNode comment) {
        String account = job.site().accountId();
        JsonNode author = comment.path("author");
        return account == null
                || account.equals(author.path("accountId").asText())
                || account.equals(author.path("key").asText());
    }

    private static boolean marked(CommentJob job, JsonNode comment) {
        for (JsonNode property : comment.path("properties")) {
            if (OwnMark.PROPERTY.equals(property.path("key").asText())) {
                return job.agentId()
                        .toString()
                        .equals(property.path("value").path("agent_id").asText());
            }
        }
        JsonNode body = comment.path("body");
        return (body.isTextual() ? body.textValue() : body.toString()).contains(job.marker());
    }

    /** @param commentId of the comment to change; null: a new one */
    public JiraCall write(
            @Variable("job") CommentJob job,
            @Variable("draft") CommentDraft draft,
            @Variable("commentId") String commentId) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set("body", draft.body());
        body.putArray("properties")
                .addObject()
                .put("key", OwnMark.PROPERTY)
                .putObject("value")
                .put("agent_id", job.agentId().toString())
                .put("execution_id", job.executionId().toString());
        return commentId == null
                ? JiraCall.of(JiraCall.Purpose.CREATE, account(job), comments(job), body)
                : JiraCall.of(JiraCall.Purpose.UPDATE, account(job), comments(job) + "/" + commentId, body);
    }

    /** @return the id of the comment that was written */
    public String written(@Variable("commentId") String commentId, @Body JiraAnswer answer) {
        String id = answer.body().path("id").asText("");
        return id.matches("\\d{1,19}") ? id : commentId;
    }

    public JiraCall fields(@Variable("job") CommentJob job, @Variable("draft") CommentDraft draft) {
        return JiraCall.of(
                JiraCall.Purpose.FIELDS,
                account(job),
                "issue/" + job.issueKey(),
                draft.fields().orElseThrow());
    }

    private static String comments(CommentJob job) {
        return "issue/" + job.issueKey() + "/comment";
    }

    private JiraAccount account(CommentJob job) {
        CommentJob.Site site = job.site();
        try {
            return new JiraAccount(site.baseUrl(), site.flavour(), site.user(), keyring.decrypt(site.tokenEncrypted()));
        } catch (UnreadableSecretException e) {
            throw JiraException.later(
                    "secret_unreadable",
                    "The site's token cannot be decrypted with any key of ENCRYPTION_KEY",
                    null,
                    e);
        }
    }
}
