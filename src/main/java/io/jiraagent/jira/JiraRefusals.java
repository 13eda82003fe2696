package io.jiraagent.jira;

import io.jiraagent.jira.JiraCall.Purpose;

/** Explains refusals: what happened, and what a person has to change so that it does not happen again. */
final class JiraRefusals {
    private JiraRefusals() {}

    /** @param said Jira's own words, or empty */
    static JiraException of(JiraCall call, int status, String said) {
        String words = said.isEmpty() ? "" : ": " + said;
        String message = "Jira refused to " + call.purpose().words() + " (status " + status + ")" + words;
        return switch (status) {
            case 400 ->
                JiraException.refused("jira_bad_request", message, badRequest(call.purpose()), call.purpose(), status);
            case 401 -> JiraException.refused("jira_unauthorized", message, unauthorized(call), call.purpose(), status);
            case 403 -> JiraException.refused("jira_forbidden", message, forbidden(call), call.purpose(), status);
            case 404, 410 ->
                JiraException.refused("jira_not_found", message, notFound(call.purpose()), call.purpose(), status);
            default ->
                JiraException.refused(
                        "jira_refused",
                        message,
                        status / 100 == 3
                                ? "Redirects are not followed: connect the tenant with the address that this one leads to."
                                : "Look up the status in Jira's REST documentation, mend its cause, then send the"
                                        + " comment again.",
                        call.purpose(),
                        status);
        };
    }

    private static String badRequest(Purpose purpose) {
        return purpose == Purpose.FIELDS
                ? "The field may not be on the issue's edit screen, or its value not be known in the project. Add it to"
                        + " the screen, or take it out of allowed_fields."
                : "Look at what Jira says; if it does not like the text, take this as a fault of the program and"
                        + " report it with the dry run's preview.";
    }

    private static String unauthorized(JiraCall call) {
        return call.flavour() == JiraFlavour.CLOUD
                ? "The e-mail address and API token are not valid together, or the token has expired. Make a token at"
                        + " id.atlassian.com (Security, API tokens) and connect the tenant again: ./jira-agent jira"
                        + " connect. What failed is sent by itself then."
                : "The personal access token is not valid or has expired, or Jira asks for a CAPTCHA. Make a token in"
                        + " the account's profile and connect the tenant again: ./jira-agent jira connect. What"
                        + " failed is sent by itself then.";
    }

    private static String forbidden(JiraCall call) {
        return switch (call.purpose()) {
            case FIELDS ->
                "Give the account the permission Edit Issues in the project, or take the fields out of allowed_fields.";
            case UPDATE -> "Give the account the permissions Browse Projects and Edit Own Comments in the project.";
            case MYSELF ->
                "The account may not use this Jira: give it access to the product, or ask whether the API is closed to it.";
            default ->
                "Give the account the permissions Browse Projects and Add Comments in the project, then send the"
                        + " comment again.";
        };
    }

    private static String notFound(Purpose purpose) {
        return purpose == Purpose.MYSELF
                ? "There is no Jira API at this address. Enter the address of the site alone, such as"
                        + " https://acme.atlassian.net, and the right flavour."
                : "The issue has been deleted or moved, or the account may not see it: give it Browse Projects in the"
                        + " project, then send the comment again.";
    }
}
