/**
 * The files under {@code routes/tenants}, {@code routes/agents} and {@code routes/templates}: reading them into typed
 * records, telling what is wrong with them, and choosing the way of an event by a tenant's rules. May import agent,
 * config, execution, tenant and ticket; what Camel makes of the files is in {@code routing.live}.
 */
package io.jiraagent.routefile;
