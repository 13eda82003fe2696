/**
 * What people and programs see of executions, refused requests, agents, tenants and the queue: queries, API and pages.
 * Plain Java, called by the routes under {@code routes/api} and {@code routes/pages}. May import access, database,
 * deadletter, problem, web and webhook.
 */
package io.jiraagent.history;
