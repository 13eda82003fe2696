package io.jiraagent.ticket;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * How comments that this program writes into Jira are known again: by a mark at their end that names the agent, or, where
 * Jira keeps properties of comments, by a property. Not to be changed: comments of former versions would count as those of
 * people.
 */
public final class OwnMark {
    /** Name of the comment's property; its value does not matter. */
    public static final String PROPERTY = "jira-agent-routes";

    private static final String BEGIN = "jira-agent-";
    private static final int DIGITS = 16;
    private static final Pattern AT_THE_END = Pattern.compile("\\b" + BEGIN + "[0-9a-f]{" + DIGITS + "}\\s*\\z");

    private OwnMark() {}

    /** The mark of this agent's comments. */
    public static String of(UUID agent) {
        return BEGIN + agent.toString().replace("-", "").substring(0, DIGITS);
    }

    static boolean ends(String comment) {
        return AT_THE_END.matcher(comment).find();
    }

    /** False: the body holds no mark at all, so that nobody needs to look for one. */
    public static boolean mayBeIn(byte[] body) {
        byte[] mark = BEGIN.getBytes(StandardCharsets.US_ASCII);
        for (int from = 0; from <= body.length - mark.length; from++) {
            if (body[from] == mark[0] && Arrays.equals(body, from, from + mark.length, mark, 0, mark.length)) {
                return true;
            }
        }
        return false;
    }
}
