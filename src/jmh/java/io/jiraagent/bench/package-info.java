/** What the measurements of the inner pieces share. */
package io.jiraagent.bench;
