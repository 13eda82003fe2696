package io.jiraagent.jira;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jiraagent.jira.CommentText.Paragraph;
import io.jiraagent.jira.CommentText.Run;
import io.jiraagent.secret.Hashes;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.camel.Handler;
import org.apache.camel.Variable;

/** Puts a result into the form of a comment, as long as Jira takes it. Thread-safe. */
public final class CommentDrafts {
    /** Jira counts characters of the comment; the whole body of the request's comment is kept below that. */
    static final int MAX_CHARACTERS = 32_767;

    private static final Pattern ISSUE_KEY = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,99}-[0-9]{1,18}");
    private static final double SHORTER = 0.85;

    private final String publicUrl;
    private final JsonMapper mapper = JsonMapper.builder().build();

    /** @param publicUrl of this server, where the whole result can be read */
    public CommentDrafts(String publicUrl) {
        this.publicUrl = publicUrl;
    }

    /** @throws JiraException there is nothing to be said, or no issue to say it on */
    @Handler
    public CommentDraft draft(@Variable("job") CommentJob job) {
        if (!ISSUE_KEY.matcher(job.issueKey()).matches()) {
            throw JiraException.unusable(
                    "issue_key_unusable",
                    "The event's issue key is not one that Jira gives",
                    "Correct what the sender puts into issue_key.");
        }
        JsonNode result = result(job);
        CommentText said = CommentComposer.compose(result);
        Optional<JsonNode> fields = IssueFields.change(result, job.site().allowedFields());
        CommentText whole = fitting(said, job);
        String sha256 = sha256(said, fields, job);
        CommentDraft.Action action = CommentDraft.Action.SEND;
        if (job.site().mode() == CommentMode.DRY_RUN) {
            action = CommentDraft.Action.SHOW;
        } else if (job.commentId() != null && sha256.equals(job.sentSha256())) {
            action = CommentDraft.Action.LEAVE;
        }
        return new CommentDraft(action, body(whole, job), fields, whole.plain(), sha256);
    }

    private JsonNode result(CommentJob job) {
        if (job.result() == null) {
            throw JiraException.unusable(
                    "result_gone",
                    "The execution is not there any more, or has no result now",
                    "Nothing to do; its next result will be told.");
        }
        try {
            return mapper.readTree(job.result());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private CommentText fitting(CommentText said, CommentJob job) {
        CommentText whole = said.plus(footer(job));
        int length = Math.min(said.length(), MAX_CHARACTERS);
        while (size(whole, job) > MAX_CHARACTERS) {
            whole = said.cut(length)
                    .plus(CommentText.paragraph(
                            Run.strong("The result is longer than a comment may be; this is its beginning.")))
                    .plus(footer(job));
            length = (int) (length * SHORTER);
        }
        return whole;
    }

    private static int size(CommentText text, CommentJob job) {
        JsonNode body = body(text, job);
        return body.isTextual() ? body.textValue().length() : body.toString().length();
    }

    private static JsonNode body(CommentText text, CommentJob job) {
        return job.site().flavour() == JiraFlavour.CLOUD
                ? AdfWriter.write(text)
                : TextNode.valueOf(WikiWriter.write(text));
    }

    private Paragraph footer(CommentJob job) {
        return new Paragraph(List.of(
                Run.plain("Written by " + SafeWords.clean(job.agentName()).replace('\n', ' ') + " · "),
                Run.link("whole result", publicUrl + "/Execution_History/" + job.executionId()),
                Run.plain(" · " + job.marker())));
    }

    private static String sha256(CommentText said, Optional<JsonNode> fields, CommentJob job) {
        String content = job.site().baseUrl()
                + '\n'
                + said
                + '\n'
                + fields.map(JsonNode::toString).orElse("");
        return HexFormat.of().formatHex(Hashes.sha256(content.getBytes(StandardCharsets.UTF_8)));
    }
}
