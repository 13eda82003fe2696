/** The command line. May import what it commands. */
package io.jiraagent.cli;
