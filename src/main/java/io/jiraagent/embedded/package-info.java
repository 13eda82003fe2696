/**
 * A real PostgreSQL and a real Kafka broker for running without installing either: the one-command start, and the
 * tests. Their data is durable and lives under {@code DATA_DIR}. Imports nothing of the project.
 */
package io.jiraagent.embedded;
