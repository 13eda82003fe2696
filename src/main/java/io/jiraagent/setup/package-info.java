/** How Jira is wired up with an agent, step by step, for command line and page. Imports nothing of the project. */
package io.jiraagent.setup;
