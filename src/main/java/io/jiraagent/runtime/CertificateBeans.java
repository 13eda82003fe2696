package io.jiraagent.runtime;

import io.jiraagent.config.Settings;
import io.jiraagent.ops.CertificateHealth;
import io.jiraagent.routing.ServerCertificate;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import org.apache.camel.CamelContext;

/** Binds what {@code routes/serve} names, with health and metric of the certificate. */
final class CertificateBeans {
    private CertificateBeans() {}

    /** @param context has Vert.x in its registry */
    static ServerCertificate bind(CamelContext context, Settings settings, MeterRegistry meters, Clock clock) {
        Vertx vertx = context.getRegistry().lookupByNameAndType("vertx", Vertx.class);
        ServerCertificate certificate = new ServerCertificate(settings.tls(), vertx);
        context.getRegistry().bind("serverCertificate", certificate);
        if (settings.tls().isPresent()) {
            context.getRegistry()
                    .bind(
                            "certificate-health",
                            new CertificateHealth(certificate::expiresAt, certificate::trouble, clock));
            Gauge.builder("jira_agent.tls.certificate.expires", certificate, c -> secondsLeft(c, clock))
                    .baseUnit("seconds")
                    .description("Until the certificate of the server port ends; negative when it has")
                    .register(meters);
        }
        return certificate;
    }

    private static double secondsLeft(ServerCertificate certificate, Clock clock) {
        return certificate
                .expiresAt()
                .map(end -> (double) Duration.between(clock.instant(), end).toSeconds())
                .orElse(Double.NaN);
    }
}
