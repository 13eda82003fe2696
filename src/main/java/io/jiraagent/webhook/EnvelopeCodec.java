package io.jiraagent.webhook;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;

/** The envelope as JSON. Thread-safe. */
public final class EnvelopeCodec {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private static final ObjectWriter WRITER = MAPPER.writerFor(Envelope.class);
    private static final ObjectReader READER = MAPPER.readerFor(Envelope.class);
    private static final ObjectReader ANY_VERSION = MAPPER.readerFor(AnyVersion.class);

    /** What every version has in common. */
    private record AnyVersion(@JsonProperty("v") int version) {}

    public byte[] write(Envelope envelope) {
        try {
            return WRITER.writeValueAsBytes(envelope);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * @throws NewerEnvelopeException a newer version of this program has written it
     * @throws UnreadableEnvelopeException it is not one of ours
     */
    public Envelope read(byte[] json) {
        try {
            Envelope envelope = json == null ? null : READER.readValue(json);
            if (envelope != null && envelope.version() > Envelope.VERSION) {
                throw new NewerEnvelopeException(envelope.version());
            }
            if (envelope == null
                    || envelope.executionId() == null
                    || envelope.agentId() == null
                    || envelope.tenantId() == null
                    || envelope.receivedAt() == null
                    || envelope.body() == null) {
                throw new UnreadableEnvelopeException("A field is missing");
            }
            if (envelope.version() != Envelope.VERSION) {
                throw new UnreadableEnvelopeException("Unknown envelope version " + envelope.version());
            }
            return envelope;
        } catch (IOException e) {
            throw unreadable(json);
        }
    }

    private static RuntimeException unreadable(byte[] json) {
        try {
            int version = ANY_VERSION.<AnyVersion>readValue(json).version();
            if (version > Envelope.VERSION) {
                return new NewerEnvelopeException(version);
            }
            return new UnreadableEnvelopeException("Not an envelope of version " + version);
        } catch (IOException e) {
            return new UnreadableEnvelopeException("Not an envelope in JSON");
        }
    }
}
