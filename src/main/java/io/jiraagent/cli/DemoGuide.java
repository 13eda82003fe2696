package io.jiraagent.cli;

import io.jiraagent.demo.DemoSetup;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** What a new user sees after an embedded start: enough to send a webhook and to look at what became of it. */
final class DemoGuide {
    private DemoGuide() {}

    static String text(DemoSetup.Demo demo, String publicUrl) {
        try (InputStream template = DemoGuide.class.getResourceAsStream("/demo-guide.txt")) {
            return new String(template.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("@WEBHOOK_URL@", demo.values().get("WEBHOOK_URL"))
                    .replace("@LOGIN_URL@", publicUrl + "/login?code=" + demo.loginCode())
                    .replace("@FILE@", demo.file().toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
