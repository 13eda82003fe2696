/** What operators and their tools look at: health, metrics. May import routefile and tenant. */
package io.jiraagent.ops;
