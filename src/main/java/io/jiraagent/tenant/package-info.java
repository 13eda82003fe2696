/**
 * Tenants and agents: registering them in the database, and holding them in memory so that neither receiving an event nor
 * asking an agent needs the database. May import database and secret.
 */
package io.jiraagent.tenant;
