package io.jiraagent.routing;

import org.apache.camel.LoggingLevel;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.apache.camel.component.direct.DirectConsumerNotAvailableException;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.RouteConfigurationDefinition;

/**
 * The error policies; a route names the one it follows by {@code routeConfigurationId}. One that names none, as agents'
 * routes do, hands its failures to the route that called it, which would not see them otherwise. Here is the only place where a
 * step is repeated, and that only for statements: attempts of agents are repeated by the database's schedule.
 */
public final class ErrorPolicies extends RouteConfigurationBuilder {
    /** For HTTP routes: every failure is an answer. */
    public static final String ANSWER_WITH_PROBLEM = "answer-with-problem";
    /** For pages: every failure is a page, or the way to sign in. */
    public static final String ANSWER_WITH_PAGE = "answer-with-page";
    /** For the intake consumer: repeat the failed step, then leave the batch uncommitted and poll it again. */
    public static final String HOLD_BATCH = "hold-batch";
    /** For what is already in memory and must be written: repeat until it is, or the process ends. */
    public static final String UNTIL_WRITTEN = "until-written";
    /** For schedulers: the next tick is the repetition. */
    public static final String NEXT_TICK = "next-tick";
    /** For agent runs: a failure is an outcome. */
    public static final String FAILURE_IS_OUTCOME = "failure-is-outcome";

    /** For comments in Jira: a failure is an outcome. */
    public static final String FAILURE_IS_COMMENT = "failure-is-comment";

    private static final long FIRST_DELAY_MS = 200;
    private static final long LONGEST_DELAY_MS = 5000;
    private static final int HOLD_REPEATS = 6;

    private final Processor problems;
    private final Processor problemPages;
    private final Processor failing;

    /** @param failing takes note of a failure that will be repeated */
    public ErrorPolicies(Processor problems, Processor problemPages, Processor failing) {
        this.problems = problems;
        this.problemPages = problemPages;
        this.failing = failing;
    }

    @Override
    public void configuration() {
        routeConfiguration().errorHandler(noErrorHandler());

        routeConfiguration(ANSWER_WITH_PROBLEM)
                .onException(Throwable.class)
                .handled(true)
                .process(problems);

        routeConfiguration(ANSWER_WITH_PAGE)
                .onException(Throwable.class)
                .handled(true)
                .process(problemPages);

        OnExceptionDefinition hold = routeConfiguration(HOLD_BATCH)
                .onException(Throwable.class)
                .maximumRedeliveries(HOLD_REPEATS)
                .redeliveryDelay(FIRST_DELAY_MS)
                .backOffMultiplier(2)
                .maximumRedeliveryDelay(LONGEST_DELAY_MS)
                .useExponentialBackOff()
                .onExceptionOccurred(failing)
                .retryAttemptedLogLevel(LoggingLevel.DEBUG)
                .handled(false);
        // The batch comes again when the program does, or to another worker.
        hold.getRedeliveryPolicyType().allowRedeliveryWhileStopping(false);

        routeConfiguration(UNTIL_WRITTEN)
                .onException(Throwable.class)
                .maximumRedeliveries(-1)
                .redeliveryDelay(FIRST_DELAY_MS)
                .backOffMultiplier(2)
                .maximumRedeliveryDelay(LONGEST_DELAY_MS)
                .useExponentialBackOff()
                .onExceptionOccurred(failing)
                .retryAttemptedLogLevel(LoggingLevel.DEBUG)
                .handled(false);

        routeConfiguration(NEXT_TICK).onException(Throwable.class).handled(true).process(failing);

        routeConfiguration(FAILURE_IS_COMMENT)
                .onException(Throwable.class)
                .handled(true)
                .to("direct:jira-comment-failed");

        RouteConfigurationDefinition outcome = routeConfiguration(FAILURE_IS_OUTCOME);
        outcome.onException(DirectConsumerNotAvailableException.class)
                .handled(true)
                .process(new MissingRouteProcessor())
                .to("direct:execution-failed");
        outcome.onException(Throwable.class).handled(true).to("direct:execution-failed");
    }
}
