package io.jiraagent.runtime;

import io.jiraagent.config.Settings;
import io.jiraagent.execution.RetryPolicy;
import io.jiraagent.jira.CommentCalls;
import io.jiraagent.jira.CommentDrafts;
import io.jiraagent.jira.CommentOutcomes;
import io.jiraagent.jira.CommentTurns;
import io.jiraagent.jira.JiraAddressGuard;
import io.jiraagent.jira.JiraAnswers;
import io.jiraagent.jira.JiraHttpClient;
import io.jiraagent.jira.JiraProbe;
import io.jiraagent.ops.RowGauges;
import io.jiraagent.outbound.OutboundClient;
import io.jiraagent.secret.Keyring;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.apache.camel.spi.Registry;

/** Binds the beans of {@code routes/comment}. */
final class JiraBeans {
    private final Registry registry;
    private final Settings settings;
    private final Clock clock;

    JiraBeans(Registry registry, Settings settings, Clock clock) {
        this.registry = registry;
        this.settings = settings;
        this.clock = clock;
    }

    /** @return to be closed at the end */
    OutboundClient bind(Keyring keyring, Traces traces, MeterRegistry meters) {
        registry.bind("commentTurns", new CommentTurns());
        registry.bind("commentDrafts", new CommentDrafts(settings.server().publicUrl()));
        registry.bind("commentCalls", new CommentCalls(keyring));
        registry.bind("commentOutcomes", new CommentOutcomes(new RetryPolicy(RandomGenerator.getDefault()), meters));
        registry.bind(
                "commentMeters",
                new RowGauges(meters, "tenant")
                        .show("pending", "jira_agent.comments.pending", "Comments to be written into Jira")
                        .show("failed", "jira_agent.comments.failed", "Comments that Jira refused for good")
                        .show("oldest_seconds", "jira_agent.comments.oldest.seconds", "How long the oldest waits"));
        registry.bind("commentExecutor", executor());
        registry.bind("jiraAnswers", new JiraAnswers(clock));
        OutboundClient client = JiraHttpClient.open(guard(settings, settings.embedded()), CommentTurns.PLACES);
        registry.bind("jiraHttpClient", traces.calls(client));
        return client;
    }

    /** @return to be closed at the end */
    static JiraProbe probe(Settings settings, boolean loopbackAllowed, Clock clock) {
        return new JiraProbe(guard(settings, loopbackAllowed), new JiraAnswers(clock));
    }

    private static JiraAddressGuard guard(Settings settings, boolean loopbackAllowed) {
        return new JiraAddressGuard(settings.agents().allowPrivateNetworks(), loopbackAllowed);
    }

    private static ExecutorService executor() {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                CommentTurns.PLACES, CommentTurns.PLACES, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }
}
