/**
 * What needs somebody, and telling them. Knows nothing of the program's other parts: conditions come from a statement and
 * from the health checks.
 */
package io.jiraagent.alert;
