/**
 * Tenants and agents as the database knows them, held in memory so that neither receiving an event nor
 * asking an agent needs the database. May
 * import secret.
 */
package io.jiraagent.tenant;
