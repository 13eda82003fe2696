/** Reading Jira payloads into one typed ticket. Plain Java and Jackson; imports no other package of the project. */
package io.jiraagent.ticket;
