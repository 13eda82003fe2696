package io.jiraagent.doctor;

import io.jiraagent.config.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Whether the certificate of the server port is there and how long it holds. */
public final class CertificateCheck implements Check {
    private static final Duration SOON = Duration.ofDays(14);
    private static final String FIX =
            "Renew the files of TLS_CERTIFICATE and TLS_KEY; no restart is needed. For trying out:"
                    + " ./jira-agent tls self-signed";

    private final Optional<Settings.Tls> tls;
    private final Clock clock;

    public CertificateCheck(Optional<Settings.Tls> tls, Clock clock) {
        this.tls = tls;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "certificate";
    }

    @Override
    public List<Observation> look() {
        return List.of(tls.map(this::look)
                .orElseGet(() -> Observation.ok("none here; a proxy in front does HTTPS, or nobody does")));
    }

    private Observation look(Settings.Tls files) {
        if (!Files.isReadable(files.key())) {
            return Observation.problem(files.key() + " cannot be read", FIX);
        }
        try {
            return judge(end(files.certificate()));
        } catch (IOException | CertificateException e) {
            return Observation.problem(files.certificate() + " cannot be read: " + Failures.innermost(e), FIX);
        }
    }

    private Observation judge(Instant end) {
        if (end.isBefore(clock.instant())) {
            return Observation.problem("ended on " + end + "; senders refuse it", FIX);
        }
        return end.isBefore(clock.instant().plus(SOON))
                ? Observation.warning("ends on " + end, FIX)
                : Observation.ok("valid until " + end);
    }

    private static Instant end(Path file) throws IOException, CertificateException {
        try (InputStream pem = Files.newInputStream(file)) {
            X509Certificate first =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(pem);
            return first.getNotAfter().toInstant();
        }
    }
}
