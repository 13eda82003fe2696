/** The Ticket Enhancer, the agent that needs no model. May import agent and ticket. */
package io.jiraagent.agent.enhancer;
