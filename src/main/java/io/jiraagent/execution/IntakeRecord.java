package io.jiraagent.execution;

/**
 * A record of the intake topic, as Kafka has it.
 *
 * @param value null for a tombstone
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record IntakeRecord(String topic, int partition, long offset, byte[] value) {}
