/**
 * Making and changing tenants and agents by API and page, and sending an agent a test. Plain Java, called by the routes
 * under {@code routes/api} and {@code routes/pages}. May import access, config, database, history,
 * problem, secret, setup, tenant, web and webhook.
 */
package io.jiraagent.registry;
