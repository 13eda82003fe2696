package io.jiraagent.history;

import io.jiraagent.web.Parameters;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.UUID;

/**
 * Where a page ends, older than which the next one begins; in the form in which it is handed out, opaque, and safe in a URL. The
 * natural order is from old to new.
 *
 * @param id of the last execution that is not older, or zeros
 */
record Cursor(Instant queuedAt, UUID id) implements Comparable<Cursor> {
    private static final String WANTS = "the next_cursor of an earlier answer";
    private static final UUID ZEROS = new UUID(0, 0);
    // As PostgreSQL compares ids.
    private static final Comparator<Cursor> ORDER = Comparator.comparing(Cursor::queuedAt)
            .thenComparing(place -> place.id().toString());

    /** A place behind all that was queued at this time. */
    static Cursor behind(Instant time) {
        return new Cursor(time, ZEROS);
    }

    @Override
    public int compareTo(Cursor other) {
        return ORDER.compare(this, other);
    }

    String encode() {
        return encode(queuedAt + "/" + id);
    }

    static Cursor decode(String cursor) {
        String[] parts = text(cursor).split("/", 2);
        try {
            return new Cursor(Instant.parse(parts[0]), UUID.fromString(parts[parts.length - 1]));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw Parameters.refused("cursor", cursor, WANTS);
        }
    }

    static String encode(long id) {
        return encode(Long.toString(id));
    }

    static long decodeNumber(String cursor) {
        String text = text(cursor);
        if (!text.matches("\\d{1,18}")) {
            throw Parameters.refused("cursor", cursor, WANTS);
        }
        return Long.parseLong(text);
    }

    private static String encode(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(String cursor) {
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Parameters.refused("cursor", cursor, WANTS);
        }
    }
}
