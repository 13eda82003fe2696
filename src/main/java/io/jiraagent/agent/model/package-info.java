/**
 * Asking a model at an OpenAI-compatible address: what it is told, what is taken of its answer, what a failure means, and
 * the daily budget of tokens. The requests themselves are steps of the route. May import agent, agent.enhancer, agent.http,
 * database, secret, tenant and ticket.
 */
package io.jiraagent.agent.model;
