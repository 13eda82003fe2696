package io.jiraagent.routefile;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The two templates that tenants' files are made of. */
public record Templates(Template intake, Template agent) {

    /** Those that the program brings with it; they serve where the routes folder has none, or none that works. */
    public static Templates builtIn() {
        return new Templates(builtIn(Template.INTAKE), builtIn(Template.AGENT));
    }

    /** With this one in the place of the one of the same id. */
    public Templates with(Template template) {
        return template.id().equals(Template.INTAKE) ? new Templates(template, agent) : new Templates(intake, template);
    }

    private static Template builtIn(String id) {
        String resource = "/routes/" + RouteFile.path(RouteFile.Kind.TEMPLATE, id);
        try (InputStream in = Templates.class.getResourceAsStream(resource)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            Findings findings = new Findings(resource);
            return TemplateReader.read(new RouteFile(RouteFile.Kind.TEMPLATE, id, text), findings)
                    .orElseThrow(() -> new IllegalStateException(findings.list().toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
