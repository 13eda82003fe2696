package io.jiraagent.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Looks for what keeps people from using the page that the browser shows: WCAG 2.2, A and AA, and axe's best practices. */
public final class Axe {
    private static final String SCRIPT = read();
    private static final String RUN = """
            const done = arguments[arguments.length - 1];
            axe.run(document, { resultTypes: ['violations'] }).then(
              result => done(result.violations.map(violation => violation.impact + ' ' + violation.id + ': '
                + violation.nodes.slice(0, 3).map(node => node.html.slice(0, 160) + ' ' + node.failureSummary).join(' | '))),
              error => done(['axe failed: ' + error]));""";

    private Axe() {}

    /** One line for each kind of fault. */
    @SuppressWarnings("unchecked")
    public static List<String> faults(Browser browser) {
        browser.script(SCRIPT);
        return (List<String>) browser.driver().executeAsyncScript(RUN);
    }

    private static String read() {
        try (InputStream stream = Axe.class.getResourceAsStream("/axe.min.js")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
