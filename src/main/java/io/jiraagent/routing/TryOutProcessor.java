package io.jiraagent.routing;

import io.jiraagent.agent.AgentTask;
import io.jiraagent.agent.AgentUsage;
import io.jiraagent.agent.model.ModelTalk;
import io.jiraagent.execution.Claim;
import io.jiraagent.execution.TryOutAttempts;
import io.jiraagent.ticket.MalformedPayloadException;
import io.jiraagent.tryout.TryOutPlan;
import io.jiraagent.tryout.TryOutRequest;
import io.jiraagent.tryout.TryOutResult;
import io.jiraagent.tryout.TryOuts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.direct.DirectConsumerNotAvailableException;

/**
 * Tries an agent: a few at the same time, each on a thread of its own that is interrupted at its limit. One that does not
 * heed that keeps its place until it ends. Thread-safe.
 */
public final class TryOutProcessor implements Processor, AutoCloseable {
    private static final String COMPOSE = "direct:agent-try-compose";
    private static final String ASK = "direct:agent-try";

    /** Set by the route behind the agent. */
    private static final String ANSWERED = "answered";

    private final TryOuts tryOuts;
    private final LongSupplier nanoTime;
    private final ThreadPoolExecutor places;

    /**
     * @param most at the same time
     * @param nanoTime {@link System#nanoTime}
     */
    public TryOutProcessor(TryOuts tryOuts, int most, LongSupplier nanoTime) {
        this.tryOuts = tryOuts;
        this.nanoTime = nanoTime;
        this.places = new ThreadPoolExecutor(0, most, 30, TimeUnit.SECONDS, new SynchronousQueue<>());
    }

    @Override
    public void process(Exchange exchange) {
        TryOutRequest request = exchange.getMessage().getBody(TryOutRequest.class);
        exchange.getMessage().setBody(tried(exchange.getContext(), request));
    }

    private TryOutResult tried(CamelContext context, TryOutRequest request) {
        TryOutPlan plan;
        try {
            plan = tryOuts.plan(request);
        } catch (MalformedPayloadException e) {
            return tryOuts.unread(request, e);
        }
        if (!plan.asksModel()) {
            return plan.runs() ? asked(context, plan, null) : tryOuts.shown(plan, null, null);
        }
        Exchange composed = send(context, COMPOSE, plan, plan.claim());
        ModelTalk talk = composed.getVariable("talk", ModelTalk.class);
        Exception failure = composed.getException();
        return plan.runs() && failure == null ? asked(context, plan, talk) : tryOuts.shown(plan, talk, failure);
    }

    private TryOutResult asked(CamelContext context, TryOutPlan plan, ModelTalk composed) {
        long begun = nanoTime.getAsLong();
        Future<TryOutResult> attempt = submit(context, plan, composed, begun);
        try {
            return attempt.get(plan.limit().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            attempt.cancel(true);
            return tryOuts.overdue(plan, composed, since(begun));
        } catch (InterruptedException e) {
            attempt.cancel(true);
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private Future<TryOutResult> submit(CamelContext context, TryOutPlan plan, ModelTalk composed, long begun) {
        try {
            return places.submit(() -> ask(context, plan, composed, begun));
        } catch (RejectedExecutionException e) {
            throw TryOuts.busy();
        }
    }

    private TryOutResult ask(CamelContext context, TryOutPlan plan, ModelTalk composed, long begun) {
        Claim claim;
        try {
            claim = tryOuts.begin(plan);
        } catch (RuntimeException e) {
            return tryOuts.shown(plan, composed, e);
        }
        Exchange done = send(context, ASK, plan, claim);
        Throwable failure = failure(done);
        AgentUsage.Sum used = tryOuts.settle(claim, done.getVariable("usage", AgentUsage.class), failure);
        return tryOuts.ended(
                plan,
                done.getVariable("talk", ModelTalk.class),
                done.getVariable("task", AgentTask.class),
                done.getMessage().getBody(),
                failure,
                used,
                since(begun));
    }

    private static Throwable failure(Exchange done) {
        Exception failure = done.getException();
        if (failure instanceof DirectConsumerNotAvailableException) {
            return MissingRouteProcessor.missing(done, failure);
        }
        return failure == null && done.getVariable(ANSWERED) == null ? TryOutAttempts.unanswered() : failure;
    }

    private static Exchange send(CamelContext context, String endpoint, TryOutPlan plan, Claim claim) {
        try (ProducerTemplate template = context.createProducerTemplate()) {
            return template.send(endpoint, exchange -> {
                exchange.setVariable("claim", claim);
                exchange.setVariable("task", plan.task());
                exchange.setVariable("way", plan.way());
                exchange.getMessage().setBody(plan.task());
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Duration since(long begun) {
        return Duration.ofNanos(nanoTime.getAsLong() - begun);
    }

    @Override
    public void close() {
        places.shutdownNow();
    }
}
