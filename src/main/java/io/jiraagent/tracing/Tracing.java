package io.jiraagent.tracing;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * Whether and where spans go. Beside the address, OpenTelemetry's own environment variables ({@code OTEL_…}) say how: the
 * sampler, headers of the export, more attributes of the process. Thread-safe.
 */
public final class Tracing implements AutoCloseable {
    private static final String SCOPE = "io.jiraagent";

    private final Optional<OpenTelemetrySdk> sdk;
    private final Tracer tracer;

    private Tracing(Optional<OpenTelemetrySdk> sdk) {
        this.sdk = sdk;
        this.tracer = sdk.map(OpenTelemetry.class::cast)
                .orElseGet(OpenTelemetry::noop)
                .getTracer(SCOPE);
    }

    /**
     * @param endpoint of a collector that speaks OTLP over HTTP, without a path; empty: nothing is traced
     * @throws IllegalArgumentException one of OpenTelemetry's environment variables cannot be used
     */
    public static Tracing to(Optional<URI> endpoint) {
        return new Tracing(endpoint.map(Tracing::open));
    }

    private static OpenTelemetrySdk open(URI endpoint) {
        try {
            return AutoConfiguredOpenTelemetrySdk.builder()
                    .disableShutdownHook()
                    .addPropertiesSupplier(() -> Map.of(
                            "otel.service.name", "jira-agent-routes",
                            "otel.exporter.otlp.protocol", "http/protobuf",
                            "otel.exporter.otlp.endpoint", endpoint.toString(),
                            "otel.metrics.exporter", "none",
                            "otel.logs.exporter", "none"))
                    .build()
                    .getOpenTelemetrySdk();
        } catch (ConfigurationException e) {
            throw new IllegalArgumentException(
                    "tracing.endpoint is set, but one of the OTEL_ variables of the environment cannot be used: "
                            + e.getMessage(),
                    e);
        }
    }

    /** Nothing is to be done for spans. */
    public boolean off() {
        return sdk.isEmpty();
    }

    public Tracer tracer() {
        return tracer;
    }

    /** Sends what is left to the collector, for at most ten seconds. */
    @Override
    public void close() {
        sdk.ifPresent(OpenTelemetrySdk::close);
    }
}
