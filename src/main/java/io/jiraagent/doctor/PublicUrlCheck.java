package io.jiraagent.doctor;

import io.jiraagent.config.Settings;
import java.net.URI;
import java.util.List;

/** Whether Jira and browsers can come by the address that stands in links and forms. */
public final class PublicUrlCheck implements Check {
    private static final String FIX =
            "Set SERVER_PUBLIC_URL=https://<the name that Jira uses>; docs/tls.md says how to get HTTPS";

    private final Settings settings;

    public PublicUrlCheck(Settings settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return "public-url";
    }

    @Override
    public List<Observation> look() {
        String url = settings.server().publicUrl();
        String host = URI.create(url).getHost();
        if (List.of("localhost", "127.0.0.1").contains(String.valueOf(host))) {
            String found = url + " is reached from this machine only, not by Jira Cloud";
            return List.of(settings.embedded() ? Observation.ok(found) : Observation.warning(found, FIX));
        }
        return List.of(
                settings.https()
                        ? Observation.ok(url)
                        : Observation.warning(url + " is not https: tokens and tickets can be read on the way", FIX));
    }
}
