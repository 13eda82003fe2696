package io.jiraagent.ticket;

import io.jiraagent.bench.SampleEvent;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What looking at a body costs the receiver, and what reading it costs the worker. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PayloadBenchmark {
    @Param({"1024", "16384"})
    public int bytes;

    private final PayloadReader reader = new PayloadReader();
    private byte[] body;
    private byte[] broken;

    @Setup
    public void prepare() {
        body = SampleEvent.ofLength(bytes);
        broken = new String(body, StandardCharsets.US_ASCII)
                .replace("press pay", "press \"pay\"")
                .getBytes(StandardCharsets.US_ASCII);
    }

    @Benchmark
    public EventPeek.Peeked eventPeek() {
        return EventPeek.peek(body);
    }

    @Benchmark
    public PayloadReading payloadRead() {
        return reader.read(body);
    }

    /** A quotation mark that Automation left as it was. */
    @Benchmark
    public PayloadReading payloadRepaired() {
        return reader.read(broken);
    }
}
