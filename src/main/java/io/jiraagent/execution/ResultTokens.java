package io.jiraagent.execution;

import io.jiraagent.secret.Hashes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an agent that answers later proves with that it was asked: a token for one attempt of one execution, which names the
 * attempt and is stored nowhere. Thread-safe.
 */
public final class ResultTokens {
    private static final Pattern FORM = Pattern.compile("jar_([0-9]{1,9})\\.([0-9]{1,9})\\.([A-Za-z0-9_-]{43})");

    private final byte[] key;
    private final String publicUrl;

    /**
     * @param key the same on all instances
     * @param publicUrl address that agents reach the API at, without a trailing slash
     */
    public ResultTokens(byte[] key, String publicUrl) {
        this.key = key.clone();
        this.publicUrl = publicUrl;
    }

    /** An attempt that somebody was asked for. */
    public record Attempt(UUID executionId, int epoch, int attempt) {}

    /** The token for the attempt of a claim. */
    public String token(Claim claim) {
        return token(new Attempt(claim.executionId(), claim.epoch(), claim.attempt()));
    }

    /** Where the answer to a claim is taken. */
    public String url(Claim claim) {
        return publicUrl + "/api/executions/" + claim.executionId() + "/result";
    }

    /** @return the attempt of a genuine token; empty for any other, and for one of another execution */
    public Optional<Attempt> read(UUID executionId, String token) {
        Matcher form = FORM.matcher(token);
        if (!form.matches()) {
            return Optional.empty();
        }
        Attempt attempt = new Attempt(executionId, Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)));
        return MessageDigest.isEqual(bytes(token(attempt)), bytes(token)) ? Optional.of(attempt) : Optional.empty();
    }

    private String token(Attempt attempt) {
        byte[] mac =
                Hashes.hmacSha256(key, bytes(attempt.executionId() + "/" + attempt.epoch() + "/" + attempt.attempt()));
        return "jar_" + attempt.epoch() + "." + attempt.attempt() + "."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(mac);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
