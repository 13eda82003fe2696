/**
 * What is wrong around a program, found from outside, each with what mends it. May import config, database, routefile,
 * secret and webhook.
 */
package io.jiraagent.doctor;
