package io.jiraagent.agent.enhancer;

/** stub until merge */
public final class TicketEnhancer {}
