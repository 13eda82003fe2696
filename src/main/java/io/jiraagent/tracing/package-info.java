/** Traces of what happens to an event, by OpenTelemetry: spans, and how their context gets from process to process. */
package io.jiraagent.tracing;
