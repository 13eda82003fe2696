import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * What the product's receiving is measured against: Vert.x and a Kafka producer with nothing between them. It checks
 * the same HMAC against the same two keys, sends the same record key and the raw body with the same acknowledgement,
 * and answers the same 202. It knows no agents, no duplicates, no history.
 *
 * <p>Usage: {@code java -cp 'target/lib/*' bench/RawReceiver.java <port> <brokers> <topic> <partitions>}, with the
 * agent's secret in {@code HMAC_SECRET} and its id in {@code AGENT_ID}.
 */
public final class RawReceiver extends AbstractVerticle {
    private static final String MAX_MESSAGE_BYTES = "25165824";
    private static final String PREFIX = "sha256=";
    private static final String ISSUE_KEY = "\"issue_key\":\"";

    private final int port;
    private final String topic;
    private final Producer<byte[], byte[]> producer;
    private final List<byte[]> keys;
    private final String agentId;
    private Mac mac;

    private RawReceiver(int port, String topic, Producer<byte[], byte[]> producer, String secret, String agentId) {
        this.port = port;
        this.topic = topic;
        this.producer = producer;
        this.keys = List.of(Base64.getDecoder().decode(secret), secret.getBytes(StandardCharsets.UTF_8));
        this.agentId = agentId;
    }

    public static void main(String[] args) throws Exception {
        int port = Integer.parseInt(args[0]);
        String brokers = args[1];
        String topic = args[2];
        String secret = System.getenv("HMAC_SECRET");
        String agentId = System.getenv("AGENT_ID");
        createTopic(brokers, topic, Integer.parseInt(args[3]));
        Producer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers", brokers,
                        "acks", "all",
                        "enable.idempotence", "true",
                        "linger.ms", "0",
                        "max.request.size", MAX_MESSAGE_BYTES),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        Vertx vertx = Vertx.vertx();
        vertx.deployVerticle(
                        () -> new RawReceiver(port, topic, producer, secret, agentId),
                        new DeploymentOptions().setInstances(Runtime.getRuntime().availableProcessors()))
                .toCompletionStage()
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
        System.out.println("ready");
    }

    private static void createTopic(String brokers, String topic, int partitions) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
            admin.createTopics(List.of(new NewTopic(topic, Optional.of(partitions), Optional.empty())
                            .configs(Map.of("max.message.bytes", MAX_MESSAGE_BYTES, "flush.messages", "1"))))
                    .all()
                    .get(30, TimeUnit.SECONDS);
        }
    }

    @Override
    public void start(Promise<Void> started) throws GeneralSecurityException {
        mac = Mac.getInstance("HmacSHA256");
        vertx.createHttpServer(new HttpServerOptions().setAcceptBacklog(1024))
                .requestHandler(request -> request.body().onSuccess(body -> receive(request, body.getBytes())))
                .listen(port, "127.0.0.1")
                .<Void>mapEmpty()
                .onComplete(started);
    }

    private void receive(HttpServerRequest request, byte[] body) {
        if (!genuine(request.getHeader("X-Hub-Signature-256"), body)) {
            request.response().setStatusCode(401).end();
            return;
        }
        byte[] recordKey = (agentId + ":" + issueKey(body)).getBytes(StandardCharsets.UTF_8);
        producer.send(new ProducerRecord<>(topic, recordKey, body), (metadata, failure) -> context.runOnContext(now -> {
            if (failure == null) {
                accepted(request);
            } else {
                request.response().setStatusCode(503).end();
            }
        }));
    }

    private boolean genuine(String header, byte[] body) {
        if (header == null || header.length() != PREFIX.length() + 64 || !header.startsWith(PREFIX)) {
            return false;
        }
        byte[] claimed = HexFormat.of().parseHex(header, PREFIX.length(), header.length());
        boolean genuine = false;
        for (byte[] key : keys) {
            try {
                mac.init(new SecretKeySpec(key, "HmacSHA256"));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
            genuine |= MessageDigest.isEqual(claimed, mac.doFinal(body));
        }
        return genuine;
    }

    /** Just enough to spread the records over the partitions as the product does. */
    private static String issueKey(byte[] body) {
        String start = new String(body, 0, Math.min(body.length, 200), StandardCharsets.ISO_8859_1);
        int from = start.indexOf(ISSUE_KEY) + ISSUE_KEY.length();
        return start.substring(from, start.indexOf('"', from));
    }

    private static void accepted(HttpServerRequest request) {
        String id = UUID.randomUUID().toString();
        request.response()
                .setStatusCode(202)
                .putHeader("Content-Type", "application/json")
                .end(Buffer.buffer("{\"status\":\"queued\",\"execution_id\":\"" + id
                        + "\",\"message\":\"Agent execution queued\",\"status_url\":\"/api/executions/" + id + "\"}"));
    }
}
