/**
 * What an agent gets and gives, how its failures are told apart, and when it is left alone for a while. May import
 * ticket.
 */
package io.jiraagent.agent;
