package io.jiraagent.routefile;

import java.util.Optional;

/** Finds out whether Camel can make routes of a file, without running them. To be used by one thread at a time. */
public interface RouteTrial {
    /** Reports to {@code findings} why no route can be made of it. */
    void tryTemplate(Template template, Findings findings);

    /** Reports to {@code findings} why no route can be made of it. */
    void tryAgent(RouteFile file, Findings findings);

    /** Reports to {@code findings} why no routes can be made of it. */
    void tryTenant(TenantFile file, Templates templates, Findings findings);

    /** What it tells of {@code routes/templates} is only what reading them tells. */
    static Optional<Template> readAndTry(RouteFile file, RouteTrial trial, Findings findings) {
        Optional<Template> template = TemplateReader.read(file, findings);
        template.ifPresent(t -> trial.tryTemplate(t, findings));
        return template.filter(t -> !findings.errors());
    }
}
