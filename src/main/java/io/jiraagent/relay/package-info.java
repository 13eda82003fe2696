/**
 * The signing relay: for whom it signs and with what, and what is sent upstream. Plain Java; the HTTP side of it lives in
 * routing. May import config, secret, tenant, ticket and webhook.
 */
package io.jiraagent.relay;
