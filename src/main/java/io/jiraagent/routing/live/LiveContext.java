package io.jiraagent.routing.live;

import io.jiraagent.routefile.AgentFileReader;
import io.jiraagent.routefile.LiveTenant;
import io.jiraagent.routefile.RouteFile;
import io.jiraagent.routefile.RouteInstallException;
import io.jiraagent.routefile.RouteInstaller;
import io.jiraagent.routefile.Template;
import io.jiraagent.routefile.Templates;
import io.jiraagent.routefile.TenantFile;
import io.jiraagent.routefile.TenantRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.model.FromDefinition;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.support.service.ServiceHelper;

/**
 * Adds routes to the running context and takes others away.
 *
 * <p>The routes of a changed tenant's file run under new names beside the old ones; who chooses the way of an event
 * knows the names. An agent's route keeps its name, since any route may call it: the old one stops taking calls in the
 * moment in which the new one begins to, and a caller in between waits.
 */
public final class LiveContext implements RouteInstaller {
    /** For a caller it is how long to wait; for who listens it means nothing. */
    private static final long CALLERS_OPTION = 30_000;

    private final ModelCamelContext context;
    private final CamelYaml yaml;
    private final RetiredRoutes retired;
    private final Map<String, Integer> versions = new HashMap<>();
    private final Map<String, String> agentRoutes = new HashMap<>();
    private Template agentTemplate;

    public LiveContext(CamelContext context, RetiredRoutes retired) {
        this.context = (ModelCamelContext) context;
        this.yaml = new CamelYaml(context);
        this.retired = retired;
    }

    @Override
    public LiveTenant install(TenantFile file, Templates templates) throws RouteInstallException {
        String suffix = nextSuffix("tenant " + file.tenant());
        List<String> added = new ArrayList<>();
        try {
            takeOver(templates.agent());
            addOwnRoutes(file, suffix, added);
            for (TenantRule rule : file.rules()) {
                added.add(rule.id() + suffix);
                addRule(file, rule, suffix);
            }
            return new LiveTenant(file, suffix);
        } catch (Exception e) {
            added.forEach(retired::removeNow);
            throw new RouteInstallException(Failures.message(e), e);
        }
    }

    private String nextSuffix(String name) {
        int version = versions.merge(name, 1, Integer::sum);
        return version == 1 ? "" : "." + version;
    }

    private void takeOver(Template template) throws Exception {
        if (!template.equals(agentTemplate)) {
            RouteTemplateDefinition before = context.getRouteTemplateDefinition(template.id());
            if (before != null) {
                context.removeRouteTemplateDefinition(before);
            }
            context.addRouteTemplateDefinition(yaml.template(template));
            agentTemplate = template;
        }
    }

    private void addOwnRoutes(TenantFile file, String suffix, List<String> added) throws Exception {
        if (file.routes().isEmpty()) {
            return;
        }
        List<RouteDefinition> routes = yaml.routes(file.file());
        new DirectNames(file.directNames(), suffix).rename(routes);
        for (RouteDefinition route : routes) {
            added.add(route.getId() + suffix);
            add(route, route.getId() + suffix);
        }
    }

    private void add(RouteDefinition route, String id) throws Exception {
        route.setId(id);
        route.setNodePrefixId(id + "-");
        yaml.prepare(route);
        context.addRouteDefinition(route);
    }

    private void addRule(TenantFile file, TenantRule rule, String suffix) throws Exception {
        String id = rule.id() + suffix;
        Map<String, Object> parameters = new HashMap<>(rule.given());
        parameters.put(Template.ROUTE_ID, id);
        for (String hook : List.of("before", "after")) {
            String name = rule.given().get(hook);
            if (name != null && file.directNames().contains(name)) {
                parameters.put(hook, name + suffix);
            }
        }
        context.addRouteFromTemplate(id, Template.AGENT, id + "-", null, parameters);
    }

    @Override
    public void retire(LiveTenant tenant) {
        TenantFile file = tenant.file();
        retired.add(Stream.concat(
                        file.rules().stream().map(TenantRule::id),
                        file.routes().stream().map(route -> route.id()))
                .map(id -> id + tenant.suffix())
                .toList());
    }

    @Override
    public void installAgent(RouteFile file) throws RouteInstallException {
        String suffix = nextSuffix("agent " + file.name());
        String id = AgentFileReader.routeId(file.name()) + suffix;
        String before = agentRoutes.get(file.name());
        try {
            RouteDefinition route = yaml.routes(file).get(0);
            route.setAutoStartup("false");
            tellApart(route.getInput(), suffix);
            add(route, id);
            handOver(before, id);
        } catch (Exception e) {
            retired.removeNow(id);
            throw new RouteInstallException(Failures.message(e), e);
        }
        agentRoutes.put(file.name(), id);
        if (before != null) {
            retired.add(List.of(before));
        }
    }

    /** Camel starts no second route from the same address, even when the first has stopped listening to it. */
    private static void tellApart(FromDefinition from, String suffix) {
        if (!suffix.isEmpty()) {
            String uri = from.getUri();
            long unused = CALLERS_OPTION + Long.parseLong(suffix.substring(1));
            from.setUri(uri + (uri.contains("?") ? "&" : "?") + "timeout=" + unused);
        }
    }

    private void handOver(String before, String after) throws Exception {
        Route old = before == null ? null : context.getRoute(before);
        if (old != null) {
            ServiceHelper.suspendService(old.getConsumer());
        }
        try {
            context.getRouteController().startRoute(after);
        } catch (Exception e) {
            if (old != null) {
                ServiceHelper.resumeService(old.getConsumer());
            }
            throw e;
        }
    }

    @Override
    public void retireAgent(String kind) {
        String id = agentRoutes.remove(kind);
        Route route = id == null ? null : context.getRoute(id);
        if (route != null) {
            ServiceHelper.suspendService(route.getConsumer());
            retired.add(List.of(id));
        }
    }
}
