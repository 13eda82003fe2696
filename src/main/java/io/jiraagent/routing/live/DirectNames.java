package io.jiraagent.routing.live;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.model.ExpressionNode;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SendDefinition;
import org.apache.camel.model.ToDynamicDefinition;

/**
 * Gives the routes of one file other names, by which they call each other: so a file's routes and those of its
 * predecessor run side by side, and nothing that began on the old ones comes to the new ones half-way.
 */
final class DirectNames {
    private final Pattern own;
    private final String suffix;

    /** @param names by which the file's routes are called */
    DirectNames(Set<String> names, String suffix) {
        this.own = Pattern.compile("\\bdirect:(//)?("
                + names.stream().map(Pattern::quote).collect(Collectors.joining("|")) + ")(?![\\w.-])");
        this.suffix = suffix;
    }

    void rename(List<RouteDefinition> routes) {
        routes.forEach(this::rename);
    }

    private void rename(RouteDefinition route) {
        route.getInput().setUri(renamed(route.getInput().getUri()));
        find(route, SendDefinition.class).forEach(to -> to.setUri(renamed(to.getUri())));
        find(route, ToDynamicDefinition.class).forEach(to -> to.setUri(renamed(to.getUri())));
        find(route, ExpressionNode.class).stream()
                .map(ExpressionNode::getExpression)
                .filter(expression -> expression != null && expression.getExpression() != null)
                .forEach(expression -> expression.setExpression(renamed(expression.getExpression())));
    }

    private static <T> Collection<T> find(RouteDefinition route, Class<T> type) {
        return ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), type);
    }

    private String renamed(String text) {
        return text == null ? null : own.matcher(text).replaceAll("direct:$1$2" + suffix);
    }
}
