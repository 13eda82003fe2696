package io.jiraagent.routing.live;

import io.jiraagent.routefile.RouteFile;
import io.jiraagent.routefile.Template;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.model.RoutesDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** Reads YAML into Camel's model without adding anything to a context. */
final class CamelYaml {
    private final CamelContext context;

    CamelYaml(CamelContext context) {
        this.context = context;
    }

    /** The routes of a file; its instances of templates are passed over. */
    List<RouteDefinition> routes(RouteFile file) throws Exception {
        List<RouteDefinition> routes = new ArrayList<>();
        for (RouteBuilder builder : builders(file.path(), file.text())) {
            routes.addAll(builder.getRouteCollection().getRoutes());
        }
        return routes;
    }

    /** Applies the error policy that the route follows; to be done once, before it is added to the context. */
    void prepare(RouteDefinition route) {
        RoutesDefinition collection = new RoutesDefinition();
        collection.setCamelContext(context);
        collection.prepareRoute(route);
    }

    RouteTemplateDefinition template(Template template) throws Exception {
        return builders("templates/" + template.id() + ".camel.yaml", template.text())
                .get(0)
                .getRouteTemplateCollection()
                .getRouteTemplates()
                .get(0);
    }

    private List<RouteBuilder> builders(String path, String text) throws Exception {
        Resource resource = ResourceHelper.fromString("file:" + path, text);
        List<RouteBuilder> builders = new ArrayList<>();
        for (RoutesBuilder routes : PluginHelper.getRoutesLoader(context).findRoutesBuilders(resource)) {
            RouteBuilder builder = (RouteBuilder) routes;
            builder.configureRoutes(context);
            builders.add(builder);
        }
        return builders;
    }
}
