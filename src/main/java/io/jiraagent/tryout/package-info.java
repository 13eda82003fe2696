/**
 * Trying an agent on a ticket that nobody has sent: what it would get, what it would be asked, and what it answers. Plain
 * Java, called by the routes under {@code routes/api}, {@code routes/pages} and {@code routes/try}. May import access,
 * agent, agent.http, agent.model, database, execution, history, problem, routefile, tenant, ticket and web.
 */
package io.jiraagent.tryout;
