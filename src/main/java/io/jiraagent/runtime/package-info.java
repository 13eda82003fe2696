/** Starting and stopping: infrastructure, wiring, Camel. The only package that knows all others. */
package io.jiraagent.runtime;
