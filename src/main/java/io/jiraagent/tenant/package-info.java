/**
 * Tenants and agents: registering them in the database, and holding them in memory so that receiving an event needs no
 * database. May import database and secret.
 */
package io.jiraagent.tenant;
