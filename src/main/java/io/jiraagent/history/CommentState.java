package io.jiraagent.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;

/**
 * What became of telling an execution's result in Jira.
 *
 * @param state {@code pending}, {@code sent}, {@code dry_run}, {@code failed}, or a word for that a later
 *     result of the issue is told instead
 * @param supersededBy the execution of that later result, or null
 * @param nextAttemptAt null unless pending
 * @param url of the comment; null where none is known to be there
 * @param error {@code reason, message, fix, retryable}, or null; also of fields that could not be set beside the comment
 * @param preview of a dry run: {@code text, body, fields}; else null
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record CommentState(
        String state,
        UUID supersededBy,
        int attempts,
        Instant wantedAt,
        Instant nextAttemptAt,
        Instant sentAt,
        String url,
        JsonNode error,
        JsonNode preview) {

    /** @param row of {@code jira-comment-of.sql} */
    static CommentState read(ResultSet row, UUID execution, String issueKey) throws SQLException {
        UUID told = Rows.uuid(row, "execution_id");
        boolean own = told.equals(execution);
        String state = own ? row.getString("state") : "superseded";
        String comment = row.getString("comment_id");
        String baseUrl = row.getString("base_url");
        return new CommentState(
                state,
                own ? null : told,
                row.getInt("attempts"),
                own ? Rows.instant(row, "wanted_at") : null,
                state.equals("pending") ? Rows.instant(row, "next_attempt_at") : null,
                Rows.instant(row, "sent_at"),
                comment == null || baseUrl == null
                        ? null
                        : baseUrl + "/browse/" + issueKey + "?focusedCommentId=" + comment,
                own ? Rows.json(row, "error") : null,
                own ? Rows.json(row, "preview") : null);
    }

    /** For the page. */
    public String previewText() {
        return preview == null ? null : preview.path("text").asText(null);
    }

    /** For the page, or null. */
    public String previewFields() {
        return preview == null || !preview.has("fields") ? null : Rows.pretty(preview.get("fields"));
    }
}
