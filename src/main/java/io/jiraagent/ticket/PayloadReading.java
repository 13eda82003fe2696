package io.jiraagent.ticket;

import com.fasterxml.jackson.databind.JsonNode;

/** stub until merge */
public record PayloadReading(Ticket ticket, String eventType, JsonNode payload) {}
