/**
 * Tenants and agents as the database knows them, held in memory so that receiving an event needs no database. May
 * import secret.
 */
package io.jiraagent.tenant;
