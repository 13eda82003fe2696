package io.jiraagent.ticket;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * How comments that this program writes into Jira are known again: by this text, which is at their end, or, where Jira
 * keeps properties of comments, by a property of this name.
 */
public final class OwnMark {
    /** Not to be changed: comments of former versions would count as those of people. */
    public static final String TEXT = "posted-by:jira-agent-routes";

    /** Name of the comment's property; its value does not matter. */
    public static final String PROPERTY = "jira-agent-routes";

    private OwnMark() {}

    static boolean ends(String comment) {
        return comment.stripTrailing().endsWith(TEXT);
    }

    /** False: the body holds no mark at all, so that nobody needs to look for one. */
    public static boolean mayBeIn(byte[] body) {
        byte[] mark = PROPERTY.getBytes(StandardCharsets.US_ASCII);
        for (int from = 0; from <= body.length - mark.length; from++) {
            if (body[from] == mark[0] && Arrays.equals(body, from, from + mark.length, mark, 0, mark.length)) {
                return true;
            }
        }
        return false;
    }
}
