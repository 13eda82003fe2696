/** What an agent gets and gives, and how its failures are told apart. May import ticket. */
package io.jiraagent.agent;
