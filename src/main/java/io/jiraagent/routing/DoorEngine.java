package io.jiraagent.routing;

import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpEngine;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;

/** The engine behind {@code platform-http}: events come in through {@link DoorConsumer}s, all else as Camel has it. */
public final class DoorEngine extends VertxPlatformHttpEngine {
    private final EventsUnderWay underWay;

    public DoorEngine(EventsUnderWay underWay) {
        this.underWay = underWay;
    }

    @Override
    public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
        return EdgeGuard.isDoor(endpoint.getPath())
                ? new DoorConsumer(
                        endpoint,
                        processor,
                        getHandlers(),
                        VertxPlatformHttpRouter.getRouterNameFromPort(getServerPort()),
                        underWay)
                : super.createConsumer(endpoint, processor);
    }
}
