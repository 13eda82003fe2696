/**
 * What becomes of an accepted event: its row, its claim, its attempts and their outcomes. PostgreSQL holds the state;
 * these beans prepare the statements' parameters and decide. May import agent, database, problem,
 * secret, tenant, ticket and webhook.
 */
package io.jiraagent.execution;
