package io.jiraagent.ops;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Tells of a certificate that ends soon, or that could not be renewed. It never takes an instance out: any other has the
 * same one.
 */
public final class CertificateHealth extends AbstractHealthCheck {
    private static final Duration SOON = Duration.ofDays(14);

    private final Supplier<Optional<Instant>> expiresAt;
    private final Supplier<Optional<String>> trouble;
    private final Clock clock;

    /**
     * @param expiresAt end of the one in use
     * @param trouble what is wrong with its files, for people
     */
    public CertificateHealth(Supplier<Optional<Instant>> expiresAt, Supplier<Optional<String>> trouble, Clock clock) {
        super("jira-agent", "certificate");
        this.expiresAt = expiresAt;
        this.trouble = trouble;
        this.clock = clock;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        Optional<String> wrong = trouble.get().or(this::endsSoon);
        builder.detail("degraded", wrong.isPresent());
        builder.message(wrong.map(message -> "Degraded: " + message)
                .orElseGet(() ->
                        "Valid until " + expiresAt.get().map(Instant::toString).orElse("?")));
        builder.up();
    }

    private Optional<String> endsSoon() {
        return expiresAt
                .get()
                .filter(end -> end.isBefore(clock.instant().plus(SOON)))
                .map(end -> "the certificate of the server port ends on " + end + "; renew the files of tls.certificate"
                        + " and tls.key, no restart is needed");
    }
}
