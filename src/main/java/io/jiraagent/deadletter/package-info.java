/**
 * What operators do with failed executions: replay them, one or many, as they are or edited, or discard them. May import
 * access and database.
 */
package io.jiraagent.deadletter;
