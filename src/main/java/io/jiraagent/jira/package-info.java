/**
 * Telling results in Jira: the sites and their accounts, what a comment says in Jira's formats, the requests and what
 * their answers mean. May import database, execution (when to try again), outbound,
 * secret and tenant.
 */
package io.jiraagent.jira;
