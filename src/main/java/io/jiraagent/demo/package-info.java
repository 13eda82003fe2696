/** What the first embedded start leaves behind so that a new user has something to send to. May import secret and tenant. */
package io.jiraagent.demo;
