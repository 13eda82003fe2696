/** Opening and migrating PostgreSQL, and the server keys kept there. May import config and secret. */
package io.jiraagent.database;
