/** The form in which every refusal and error leaves over HTTP (RFC 9457). Imports nothing of the project. */
package io.jiraagent.problem;
