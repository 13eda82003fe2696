package io.jiraagent.routing;

import io.jiraagent.config.ConfigurationException;
import io.jiraagent.config.Settings;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Handler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate of the HTTP server, from files that may be renewed while it serves. A pair that cannot be used changes
 * nothing: the one before goes on. Without files the server speaks plain HTTP. Thread-safe.
 */
public final class ServerCertificate {
    private static final Logger LOG = LoggerFactory.getLogger(ServerCertificate.class);
    private static final Set<String> PROTOCOLS = Set.of("TLSv1.2", "TLSv1.3");

    private final Optional<Settings.Tls> files;
    private final Vertx vertx;
    private final RenewableKeyManager keys = new RenewableKeyManager();
    private PemKeyCertOptions lookedAt;
    private PemKeyCertOptions used;
    private volatile Instant expiresAt;
    private volatile String trouble;

    /** @param files empty: there is no TLS */
    public ServerCertificate(Optional<Settings.Tls> files, Vertx vertx) {
        this.files = files;
        this.vertx = vertx;
    }

    /** @throws ConfigurationException the files cannot be used */
    synchronized void secure(HttpServerOptions options) {
        if (files.isEmpty()) {
            return;
        }
        try {
            takeOver(read(files.get()));
        } catch (IOException | GeneralSecurityException e) {
            throw new ConfigurationException("tls.certificate and tls.key cannot be used: " + e);
        }
        options.setSsl(true).setKeyCertOptions(KeyCertOptions.wrap(keys)).setEnabledSecureTransportProtocols(PROTOCOLS);
    }

    /** Takes over what has been renewed. Connections that are open stay as they are. */
    @Handler
    public synchronized void look() {
        if (used == null) {
            return;
        }
        try {
            PemKeyCertOptions pem = read(files.get());
            if (pem.equals(used)) {
                trouble = null;
            } else if (!pem.equals(lookedAt)) {
                lookedAt = pem;
                takeOver(pem);
                LOG.info("New certificate taken over; it is valid until {}", expiresAt);
            }
        } catch (IOException | GeneralSecurityException e) {
            complain("The renewed certificate cannot be used, the one before goes on: " + e);
        }
    }

    private void takeOver(PemKeyCertOptions pem) throws GeneralSecurityException {
        ServerKey key = ServerKey.read(pem, vertx);
        keys.use(key);
        used = pem;
        expiresAt = key.expiresAt();
        trouble = null;
    }

    private void complain(String message) {
        if (!message.equals(trouble)) {
            trouble = message;
            LOG.error(message);
        }
    }

    /** End of the present one; empty without TLS. */
    public Optional<Instant> expiresAt() {
        return Optional.ofNullable(expiresAt);
    }

    /** What is wrong with the files, for people; empty while nothing is. */
    public Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    private static PemKeyCertOptions read(Settings.Tls tls) throws IOException {
        return new PemKeyCertOptions()
                .setCertValue(Buffer.buffer(Files.readAllBytes(tls.certificate())))
                .setKeyValue(Buffer.buffer(Files.readAllBytes(tls.key())));
    }
}
