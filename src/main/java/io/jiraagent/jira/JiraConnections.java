package io.jiraagent.jira;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jiraagent.secret.Keyring;
import io.jiraagent.tenant.Actor;
import io.jiraagent.tenant.InvalidRegistrationException;
import java.util.Objects;
import java.util.Optional;

/** Connects tenants with their Jira, once that has said whom the token belongs to. Thread-safe. */
public final class JiraConnections {
    private static final int MAX_TOKEN = 2000;
    private static final int MAX_USER = 320;

    private final JiraSites sites;
    private final Keyring keyring;
    private final JiraProbe probe;

    public JiraConnections(JiraSites sites, Keyring keyring, JiraProbe probe) {
        this.sites = sites;
        this.keyring = keyring;
        this.probe = probe;
    }

    /**
     * Connects a tenant, or changes how it is connected. Nothing is changed where that fails.
     *
     * @throws InvalidRegistrationException something given is not usable; says which
     * @throws JiraException Jira does not take the account, or cannot be asked; says what to change
     */
    public JiraSite connect(JiraConnection wanted, Actor actor) {
        Optional<JiraSite> before = sites.find(wanted.tenantId());
        JiraConnection connection = wanted.with(checked(wanted, before));
        JiraProbe.Owner owner = owner(connection.account());
        boolean moved = before.isPresent()
                && !before.get().baseUrl().equals(connection.account().baseUrl());
        sites.save(
                connection,
                new JiraSites.Entry(
                        keyring.encrypt(connection.account().token()),
                        owner,
                        moved,
                        before.isPresent() ? "jira_changed" : "jira_connected",
                        detail(connection, wanted.account().token() != null)),
                actor);
        return sites.find(wanted.tenantId()).orElseThrow();
    }

    private JiraProbe.Owner owner(JiraAccount account) {
        try {
            return probe.ask(account);
        } catch (IllegalArgumentException e) {
            throw new InvalidRegistrationException("base_url", e.getMessage());
        }
    }

    private JiraAccount checked(JiraConnection wanted, Optional<JiraSite> before) {
        JiraAccount account = wanted.account();
        boolean cloud = account.flavour() == JiraFlavour.CLOUD;
        require(
                !cloud || (account.user() != null && account.user().contains("@")),
                "user",
                "A Jira Cloud is signed in to with the e-mail address of the account.");
        require(
                account.user() == null
                        || (account.user().length() <= MAX_USER
                                && !account.user().contains(":")),
                "user",
                "A user has no colon and at most " + MAX_USER + " characters.");
        require(
                IssueFields.KNOWN.containsAll(wanted.allowedFields()),
                "allowed_fields",
                "Fields that can be allowed are " + String.join(" and ", IssueFields.KNOWN) + ".");
        String baseUrl = account.baseUrl().strip().replaceAll("/+$", "");
        return new JiraAccount(baseUrl, account.flavour(), account.user(), token(account, baseUrl, before));
    }

    /** A kept token goes to nobody but the Jira it was given for. */
    private String token(JiraAccount account, String baseUrl, Optional<JiraSite> before) {
        if (account.token() != null) {
            String token = account.token().strip();
            require(
                    token.matches("[\\x21-\\x7e]{1," + MAX_TOKEN + "}"),
                    "token",
                    "A token is one word of at most " + MAX_TOKEN + " characters.");
            return token;
        }
        boolean same = before.isPresent()
                && before.get().baseUrl().equals(baseUrl)
                && before.get().flavour() == account.flavour()
                && Objects.equals(before.get().user(), account.user());
        require(same, "token", "A token is needed for another address, flavour or user.");
        return keyring.decrypt(sites.encryptedToken(before.get().tenantId()).orElseThrow());
    }

    private static String detail(JiraConnection connection, boolean newToken) {
        ObjectNode detail = JsonNodeFactory.instance
                .objectNode()
                .put("base_url", connection.account().baseUrl())
                .put("flavour", connection.account().flavour().text())
                .put("user", connection.account().user())
                .put("mode", connection.mode().text());
        connection.allowedFields().forEach(detail.putArray("allowed_fields")::add);
        return (newToken ? detail.put("token", "changed") : detail).toString();
    }

    private static void require(boolean condition, String field, String complaint) {
        if (!condition) {
            throw new InvalidRegistrationException(field, complaint);
        }
    }
}
