/**
 * Asking agents over HTTP: the request and its signature, the client's limits, which addresses are allowed, what an
 * answer means. May import agent, outbound, secret and tenant.
 */
package io.jiraagent.agent.http;
