package io.jiraagent.tenant;

import io.jiraagent.secret.Ed25519;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.regex.Pattern;

/** What an agent must be like to be registered. The bounds are those of the schema, in words. */
final class AgentRules {
    private static final int MAX_ACCOUNTS = 20;
    private static final Pattern ACCOUNT = Pattern.compile("[^\\s,\\p{Cntrl}]{1,200}");

    private AgentRules() {}

    /** @throws InvalidRegistrationException the message says what to change */
    static void check(AgentDefinition agent, UrlCheck urls) {
        Names.checkTitle("an agent", agent.name());
        Names.checkSlug("kind", agent.kind());
        checkRange("concurrency", agent.limits().concurrency(), 10_000);
        checkRange("max_attempts", agent.limits().maxAttempts(), 100);
        checkRange("deadline_seconds", agent.limits().deadlineSeconds(), 3600);
        checkRange("answer_within_seconds", agent.limits().answerWithinSeconds(), 86_400);
        checkRange("retry_for_seconds", agent.limits().retryForSeconds(), 2_592_000);
        agent.limits().runsPerIssueHour().ifPresent(runs -> checkRange("runs_per_issue_hour", runs, 10_000));
        check(agent.allowance());
        if (agent.model().isEmpty() && AgentDefinition.MODEL_KIND.equals(agent.kind())) {
            throw new InvalidRegistrationException(
                    "model", "An agent of kind openai needs a model and the base URL of its server.");
        }
        agent.model().ifPresent(model -> {
            ModelRules.check(model);
            checkUrl("model", model.baseUrl(), urls);
        });
        if (agent.url().isEmpty() && "http".equals(agent.kind())) {
            throw new InvalidRegistrationException("url", "An agent of kind http needs a URL to ask.");
        }
        agent.url().ifPresent(url -> checkUrl("url", url, urls));
    }

    /** @throws InvalidRegistrationException the message says what to change */
    static void check(Allowance allowance) {
        allowance.dailyRuns().ifPresent(runs -> checkRange("daily_runs", runs, 1_000_000_000));
        allowance.dailyTokens().ifPresent(tokens -> checkRange("daily_tokens", tokens, 1_000_000_000));
    }

    /** @throws InvalidRegistrationException the message says what to change */
    static void checkAccounts(List<String> accounts) {
        boolean usable = accounts.size() <= MAX_ACCOUNTS
                && accounts.stream()
                        .allMatch(account -> ACCOUNT.matcher(account).matches());
        if (!usable) {
            throw new InvalidRegistrationException(
                    "own_accounts",
                    "Up to " + MAX_ACCOUNTS + " accounts can be named, each by its account id, user name, user key or"
                            + " e-mail address as Jira has it: 1 to 200 characters, without spaces and commas.");
        }
    }

    /**
     * The form in which a public key is kept.
     *
     * @throws InvalidRegistrationException it is none
     */
    static String publicKey(String text) {
        try {
            return Ed25519.text(Ed25519.publicKey(text));
        } catch (IllegalArgumentException e) {
            throw new InvalidRegistrationException("public_key", e.getMessage() + ".");
        }
    }

    private static void checkRange(String field, int value, int max) {
        if (value < 1 || value > max) {
            throw new InvalidRegistrationException(
                    field,
                    "The " + field.replace('_', '-').replace("-seconds", "") + " is a whole number from 1 to " + max
                            + ", not " + value + ".");
        }
    }

    private static void checkUrl(String field, String url, UrlCheck urls) {
        checkForm(field, url);
        try {
            urls.check(url);
        } catch (IllegalArgumentException e) {
            throw new InvalidRegistrationException(field, e.getMessage() + ".");
        }
    }

    private static void checkForm(String field, String url) {
        try {
            URI uri = new URI(url);
            boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (http && uri.getHost() != null && uri.getRawUserInfo() == null) {
                return;
            }
        } catch (URISyntaxException e) {
            throw unusableUrl(field);
        }
        throw unusableUrl(field);
    }

    /** Does not show the URL: it may hold a password. */
    private static InvalidRegistrationException unusableUrl(String field) {
        return new InvalidRegistrationException(
                field, "The URL of an agent is http://host/path or https://host/path, without user and password.");
    }
}
