/**
 * What Camel makes of the route files that are edited while the program runs: a trial in a context of its own, and
 * routes that take the place of others without a gap. May import routefile and webhook.
 */
package io.jiraagent.routing.live;
