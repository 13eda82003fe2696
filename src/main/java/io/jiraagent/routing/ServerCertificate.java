package io.jiraagent.routing;

import io.jiraagent.config.ConfigurationException;
import io.jiraagent.config.Settings;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.SSLOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
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
    private static final int PATIENCE_SECONDS = 10;

    private final Optional<Settings.Tls> files;
    private final Vertx vertx;
    private PemKeyCertOptions used;
    private PemKeyCertOptions refused;
    private HttpServer server;
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
            PemKeyCertOptions pair = read(files.get());
            expiresAt = KeyPairs.requireMatch(pair, vertx);
            used = pair;
            options.setSsl(true).setKeyCertOptions(pair).setEnabledSecureTransportProtocols(PROTOCOLS);
        } catch (IOException | GeneralSecurityException e) {
            throw new ConfigurationException("tls.certificate and tls.key cannot be used: " + e.getMessage());
        }
    }

    /** @param listening is told of later certificates */
    synchronized void serve(HttpServer listening) {
        server = listening;
    }

    /** Takes over what has been renewed. Connections that are open stay as they are. */
    @Handler
    public synchronized void look() throws Exception {
        if (server == null || files.isEmpty()) {
            return;
        }
        PemKeyCertOptions pair;
        try {
            pair = read(files.get());
        } catch (IOException e) {
            refuse(null, e);
            return;
        }
        if (pair.equals(used)) {
            trouble = null;
            refused = null;
        } else if (!pair.equals(refused)) {
            takeOver(pair);
        }
    }

    private void takeOver(PemKeyCertOptions pair) throws Exception {
        Instant expires;
        try {
            expires = KeyPairs.requireMatch(pair, vertx);
        } catch (GeneralSecurityException e) {
            refuse(pair, e);
            return;
        }
        SSLOptions options = new SSLOptions().setKeyCertOptions(pair).setEnabledSecureTransportProtocols(PROTOCOLS);
        server.updateSSLOptions(options)
                .toCompletionStage()
                .toCompletableFuture()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        used = pair;
        refused = null;
        expiresAt = expires;
        trouble = null;
        LOG.info("New certificate taken over; it is valid until {}", expires);
    }

    private void refuse(PemKeyCertOptions pair, Exception cause) {
        refused = pair;
        String message = "The renewed certificate cannot be used, the one before goes on: " + cause.getMessage();
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
