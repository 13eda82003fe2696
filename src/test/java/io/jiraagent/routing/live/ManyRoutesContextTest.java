package io.jiraagent.routing.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.Navigate;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.engine.SimpleCamelContext;
import org.apache.camel.support.service.ServiceSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ManyRoutesContextTest {
    private final ManyRoutesContext context = new ManyRoutesContext(new SimpleCamelContext().getRegistry());
    private final Visited visited = new Visited();

    /** A step that knows how often somebody has looked for what is inside of it. */
    private static final class Visited extends ServiceSupport implements Processor, Navigate<Processor> {
        private final AtomicInteger times = new AtomicInteger();

        @Override
        public void process(Exchange exchange) {
            // only its place in the route matters
        }

        @Override
        public List<Processor> next() {
            return List.of();
        }

        @Override
        public boolean hasNext() {
            times.incrementAndGet();
            return false;
        }
    }

    @BeforeEach
    void start() throws Exception {
        context.start();
        add("first", "direct:first", visited);
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    private void add(String id, String uri, Processor step) throws Exception {
        context.addRoutes(new RouteBuilder(context) {
            @Override
            public void configure() {
                from(uri).routeId(id).process(step);
            }
        });
    }

    @Test
    void anAddedRouteDoesNotVisitTheOthers() throws Exception {
        int before = visited.times.get();

        add("second", "direct:second", exchange -> {});

        assertThat(before).isPositive();
        assertThat(visited.times).hasValue(before);
        assertThat(context.getRoutes()).extracting("id").containsExactly("first", "second");
    }

    @Test
    void aRouteOfTheSameIdTakesThePlaceOfTheOther() throws Exception {
        add("first", "direct:first", exchange -> exchange.getMessage().setBody("new"));

        assertThat(context.createProducerTemplate().requestBody("direct:first", "old"))
                .isEqualTo("new");
        assertThat(context.getRoutes()).hasSize(1);
        assertThat(context.getEndpoints()).hasSize(1);
    }

    @Test
    void aRouteThatIsStoppedIsRemoved() throws Exception {
        assertThat(context.removeRoute("first")).isFalse();
        context.getRouteController().stopRoute("first");

        assertThat(context.removeRoute("first")).isTrue();
        assertThat(context.removeRoute("first")).isFalse();
        assertThat(context.getRoutes()).isEmpty();
        assertThat(context.getEndpoints()).isEmpty();
    }
}
