package io.jiraagent.webhook;

import io.jiraagent.bench.SampleEvent;
import io.jiraagent.secret.Hashes;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What receiving an event costs beside HTTP and Kafka, and what the worker pays to open the envelope. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ReceivingBenchmark {
    private static final UUID AGENT = UUID.fromString("00bab7b6-6335-4359-96b4-f48f3460b610");
    private static final UUID TENANT = UUID.fromString("4952b9b3-5909-4041-95a9-e068e01f7e13");
    private static final Instant TIME = Instant.parse("2026-11-24T12:55:18.123Z");

    @Param({"1024", "16384"})
    public int bytes;

    private final byte[] key = new byte[32];
    private final ExecutionIds ids = new ExecutionIds(new byte[32], Duration.ofMinutes(10));
    private final EnvelopeCodec codec = new EnvelopeCodec();
    private byte[] body;
    private List<String> signature;
    private byte[] bodySha256;
    private Envelope envelope;
    private byte[] written;

    @Setup
    public void prepare() {
        body = SampleEvent.ofLength(bytes);
        signature = List.of("sha256=" + HexFormat.of().formatHex(Hashes.hmacSha256(key, body)));
        bodySha256 = Hashes.sha256(body);
        UUID id = ids.ofTimedBody(AGENT, bodySha256, TIME);
        envelope = new Envelope(
                Envelope.VERSION,
                id,
                AGENT,
                TENANT,
                "BENCH-42",
                "jira:issue_updated",
                TIME,
                true,
                Door.WEBHOOK,
                Map.of(),
                null,
                body);
        written = codec.write(envelope);
    }

    /** The header's parsing and one key; an agent has two keys that are valid. */
    @Benchmark
    public boolean signatureOfOneKey() {
        return SignatureHeader.parse(signature, List.of()).matches(key, body);
    }

    @Benchmark
    public UUID executionId() {
        return ids.ofTimedBody(AGENT, bodySha256, TIME);
    }

    @Benchmark
    public byte[] bodyHash() {
        return Hashes.sha256(body);
    }

    @Benchmark
    public byte[] envelopeWritten() {
        return codec.write(envelope);
    }

    @Benchmark
    public Envelope envelopeRead() {
        return codec.read(written);
    }
}
