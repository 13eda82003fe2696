package io.jiraagent.routing;

import io.jiraagent.problem.Problem;
import io.jiraagent.problem.ProblemException;
import io.jiraagent.web.Assets;
import java.nio.ByteBuffer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Sends style, script and icon, which browsers may keep for ever. */
public final class AssetProcessor implements Processor {
    private static final int OK = 200;

    private final Assets assets;

    public AssetProcessor(Assets assets) {
        this.assets = assets;
    }

    @Override
    public void process(Exchange exchange) {
        String file = HttpRequests.segmentFromEnd(HttpRequests.request(exchange).path(), 0);
        Assets.Asset asset = assets.find(file).orElseThrow(() -> new ProblemException(Problem.notFound()));
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setHeader("Cache-Control", "public, max-age=31536000, immutable");
        HttpAnswers.write(exchange, OK, asset.mediaType(), ByteBuffer.wrap(asset.content()));
    }
}
