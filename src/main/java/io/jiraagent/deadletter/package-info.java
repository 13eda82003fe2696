/**
 * What operators do with failed executions: replay them, one or many, as they are or edited, or discard them. May import
 * access, database and ticket.
 */
package io.jiraagent.deadletter;
