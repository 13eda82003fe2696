package io.jiraagent.history;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;

/** Commands that send a payload again, byte for byte and signed. They take the secret from the environment of a shell. */
final class SignedCurl {
    private static final int LINE = 64;
    private static final String TEMPLATE = read();

    private SignedCurl() {}

    /** @param payload stands in base64, so that nothing in it can be taken for a command; null, like the agent, gives null */
    static String of(String publicUrl, UUID agent, String payload) {
        if (agent == null || payload == null) {
            return null;
        }
        String base64 =
                Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(payload.getBytes(StandardCharsets.UTF_8));
        return TEMPLATE.replace("@WEBHOOK_URL@", publicUrl + "/webhook/agents/" + agent + "/webhook")
                .replace("@PAYLOAD@", base64);
    }

    private static String read() {
        try (InputStream template = SignedCurl.class.getResourceAsStream("/web/signed-curl.txt")) {
            return new String(template.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
