/** What operators and their tools look at: health, metrics. May import tenant. */
package io.jiraagent.ops;
