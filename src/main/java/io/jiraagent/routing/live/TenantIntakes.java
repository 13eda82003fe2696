package io.jiraagent.routing.live;

import io.jiraagent.routefile.Template;
import io.jiraagent.routefile.TenantFile;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteTemplateDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The consumers of the tenants' own topics. Each is a route of its own; a change of one tenant's touches no other. To
 * be used by one thread at a time.
 */
public final class TenantIntakes {
    private static final Logger LOG = LoggerFactory.getLogger(TenantIntakes.class);

    private static final long STOP_PATIENCE_SECONDS = 20;
    /** It is for who claims executions; the consumers are not concerned. */
    private static final String CONCURRENCY = "concurrency";

    private final ModelCamelContext context;
    private final CamelYaml yaml;
    private final Map<String, Intake> running = new HashMap<>();
    private Template loaded;

    public TenantIntakes(CamelContext context) {
        this.context = (ModelCamelContext) context;
        this.yaml = new CamelYaml(context);
    }

    private record Intake(Template template, Map<String, String> parameters) {}

    /**
     * Makes a tenant's topic be consumed with these parameters.
     *
     * @param given as in the tenant's file; for a tenant without one, its name alone
     */
    public void ensure(String tenant, Map<String, String> given, Template template) {
        Map<String, String> parameters = new HashMap<>(given);
        parameters.remove(CONCURRENCY);
        Intake wanted = new Intake(template, parameters);
        if (wanted.equals(running.get(tenant))) {
            return;
        }
        String id = TenantFile.intakeRouteId(tenant);
        try {
            takeOver(template);
            if (running.remove(tenant) != null) {
                context.getRouteController().stopRoute(id, STOP_PATIENCE_SECONDS, TimeUnit.SECONDS);
                context.removeRoute(id);
            }
            context.addRouteFromTemplate(id, template.id(), id + "-", null, new HashMap<>(given));
            running.put(tenant, wanted);
        } catch (Exception e) {
            LOG.error("The topic of tenant {} is not consumed here; it is tried again: {}", tenant, e.toString());
        }
    }

    private void takeOver(Template template) throws Exception {
        if (!template.equals(loaded)) {
            RouteTemplateDefinition before = context.getRouteTemplateDefinition(template.id());
            if (before != null) {
                context.removeRouteTemplateDefinition(before);
            }
            context.addRouteTemplateDefinition(yaml.template(template));
            loaded = template;
        }
    }
}
