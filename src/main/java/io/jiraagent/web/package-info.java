/**
 * What pages and API have in common: the request's parameters, templates and assets. Plain Java; the HTTP side lives in
 * routing. May import access, problem and secret.
 */
package io.jiraagent.web;
