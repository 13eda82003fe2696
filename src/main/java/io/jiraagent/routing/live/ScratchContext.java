package io.jiraagent.routing.live;

import io.jiraagent.routefile.Findings;
import io.jiraagent.routefile.RouteFile;
import io.jiraagent.routefile.RouteTrial;
import io.jiraagent.routefile.Template;
import io.jiraagent.routefile.Templates;
import io.jiraagent.routefile.TenantFile;
import io.jiraagent.routefile.TenantRule;
import io.jiraagent.routing.ErrorPolicies;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.camel.LoggingLevel;
import org.apache.camel.Processor;
import org.apache.camel.StartupSummaryLevel;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.spi.Registry;

/**
 * A context in which routes are built and thrown away. It starts no consumer and no producer, so that nothing of the
 * outside is needed or touched. Not thread-safe.
 */
public final class ScratchContext implements RouteTrial, AutoCloseable {
    private static final String EXAMPLE = "example";

    private final DefaultCamelContext context = new QuietContext();
    private final CamelYaml yaml = new CamelYaml(context);
    private final FailingStep failingStep = new FailingStep(context, yaml);
    private Templates loaded;

    /** @param beans binds what routes may name */
    public ScratchContext(Consumer<Registry> beans) {
        Processor nothing = exchange -> {};
        context.getCamelContextExtension().setName("route-file-trial");
        context.setAutoStartup(false);
        context.setStartupSummaryLevel(StartupSummaryLevel.Off);
        context.getRouteController().setLoggingLevel(LoggingLevel.DEBUG);
        context.getGlobalEndpointConfiguration().setLazyStartProducer(true);
        context.getPropertiesComponent().addInitialProperty("camel.component.kafka.brokers", "nowhere.invalid:9092");
        beans.accept(context.getRegistry());
        try {
            context.addRoutesConfigurations(new ErrorPolicies(nothing, nothing, nothing));
            context.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void tryTemplate(Template template, Findings findings) {
        try {
            replace(template);
            String configuration =
                    context.getRouteTemplateDefinition(template.id()).getRoute().getRouteConfigurationId();
            if (configuration != null && context.getRouteConfigurationDefinition(configuration) == null) {
                findings.error(1, "There is no error policy '" + configuration + "'", "They are in ErrorPolicies");
                return;
            }
            instantiate(
                    EXAMPLE,
                    template.id(),
                    template.id().equals(Template.INTAKE) ? Map.of("tenant", EXAMPLE) : Map.of());
        } catch (Exception e) {
            report(e, 1, findings);
        } finally {
            loaded = null;
        }
    }

    @Override
    public void tryAgent(RouteFile file, Findings findings) {
        tryRoutes(file, findings);
    }

    @Override
    public void tryTenant(TenantFile file, Templates templates, Findings findings) {
        tryRoutes(file.file(), findings);
        try {
            if (!templates.equals(loaded)) {
                replace(templates.intake());
                replace(templates.agent());
                loaded = templates;
            }
            tryInstance(TenantFile.intakeRouteId(file.tenant()), Template.INTAKE, file.intakeGiven(), 1, findings);
            for (TenantRule rule : file.rules()) {
                tryInstance(rule.id(), Template.AGENT, rule.given(), rule.line(), findings);
            }
        } catch (Exception e) {
            report(e, 1, findings);
        }
    }

    private void replace(Template template) throws Exception {
        RouteTemplateDefinition before = context.getRouteTemplateDefinition(template.id());
        if (before != null) {
            context.removeRouteTemplateDefinition(before);
        }
        context.addRouteTemplateDefinition(yaml.template(template));
    }

    private void tryInstance(String id, String template, Map<String, String> given, int line, Findings findings) {
        try {
            instantiate(id, template, given);
        } catch (Exception e) {
            report(e, line, findings);
        }
    }

    private void instantiate(String id, String template, Map<String, String> given) throws Exception {
        Map<String, Object> parameters = new HashMap<>(given);
        parameters.put(Template.ROUTE_ID, id);
        try {
            context.addRouteFromTemplate(id, template, id + "-", null, parameters);
        } finally {
            discard(context.getRouteDefinition(id));
        }
    }

    private void tryRoutes(RouteFile file, Findings findings) {
        List<RouteDefinition> routes;
        try {
            routes = yaml.routes(file);
        } catch (Exception e) {
            report(e, 1, findings);
            return;
        }
        for (RouteDefinition route : routes) {
            try {
                yaml.prepare(route);
                context.addRouteDefinition(route);
                UnknownSchemes.check(route, context, findings);
            } catch (Exception e) {
                report(e, failingStep.line(file, route), findings);
            } finally {
                discard(route);
            }
        }
    }

    private void discard(RouteDefinition route) {
        try {
            if (route != null) {
                context.removeRouteDefinition(route);
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void report(Exception failure, int line, Findings findings) {
        findings.error(Failures.line(failure).orElse(line), Failures.message(failure), "");
    }

    @Override
    public void close() {
        context.stop();
    }
}
