package io.jiraagent.jira;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/**
 * What Jira answered to a request that it took.
 *
 * @param body missing where there was none
 * @param rest how long the site is to be left alone, since its limit is nearly reached; else null
 */
public record JiraAnswer(JsonNode body, Duration rest) {}
