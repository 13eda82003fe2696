/**
 * Receiving an event: who sent it (signature, token), what id it gets, and the envelope it travels in. Plain Java; the
 * HTTP side of it lives in routing. May import problem, secret, tenant and ticket.
 */
package io.jiraagent.webhook;
