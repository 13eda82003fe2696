/** Settings of the program: immutable records, read once at start from application.properties and the environment. Imports nothing of the project. */
package io.jiraagent.config;
