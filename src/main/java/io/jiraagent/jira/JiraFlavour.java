package io.jiraagent.jira;

import java.util.Arrays;
import java.util.Optional;

/** The two kinds of Jira, which differ in API version, text format and how one signs in. */
public enum JiraFlavour {
    /** REST v3, Atlassian Document Format, e-mail and API token. */
    CLOUD("cloud", "/rest/api/3/"),
    /** REST v2, wiki markup, personal access token. */
    DATA_CENTER("data-center", "/rest/api/2/");

    private final String text;
    private final String api;

    JiraFlavour(String text, String api) {
        this.text = text;
        this.api = api;
    }

    /** As in the database. */
    public String text() {
        return text;
    }

    /** The path of the API, with slashes at both ends. */
    String api() {
        return api;
    }

    public static Optional<JiraFlavour> of(String text) {
        return Arrays.stream(values()).filter(f -> f.text.equals(text)).findFirst();
    }
}
