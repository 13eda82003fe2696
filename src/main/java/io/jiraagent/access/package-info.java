/**
 * Who may look and operate: tokens and their roles, sessions, sign-in links, and the check against requests that another
 * site makes in a user's name. Plain Java; the HTTP side lives in routing. May import problem and secret.
 */
package io.jiraagent.access;
