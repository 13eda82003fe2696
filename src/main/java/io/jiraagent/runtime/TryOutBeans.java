package io.jiraagent.runtime;

import io.jiraagent.agent.http.AgentCalls;
import io.jiraagent.execution.RunBudgets;
import io.jiraagent.execution.TryOutAttempts;
import io.jiraagent.history.Agents;
import io.jiraagent.routefile.AgentRoutes;
import io.jiraagent.routing.TryOutProcessor;
import io.jiraagent.tenant.AgentDirectory;
import io.jiraagent.tryout.TryOutForm;
import io.jiraagent.tryout.TryOuts;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Optional;
import org.apache.camel.spi.Registry;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Binds the beans by which agents are tried. */
final class TryOutBeans {
    private static final int AT_THE_SAME_TIME = 4;

    private TryOutBeans() {}

    /**
     * @param registry also holds what the worker has bound, if this process is one
     * @return to be closed at the end
     */
    static TryOutProcessor bind(
            Registry registry,
            JdbcClient jdbc,
            AgentDirectory directory,
            AgentRoutes routes,
            MeterRegistry meters,
            Clock clock) {
        Optional<TryOutAttempts> attempts = Optional.ofNullable(
                        registry.lookupByNameAndType("runBudgets", RunBudgets.class))
                .map(budgets -> new TryOutAttempts(budgets, directory, meters));
        TryOuts tryOuts = new TryOuts(routes, new AgentCalls(directory), attempts, clock);
        TryOutProcessor processor = new TryOutProcessor(tryOuts, AT_THE_SAME_TIME, System::nanoTime);
        registry.bind("tryOutForm", new TryOutForm(new Agents(jdbc), directory, jdbc));
        registry.bind("tryOutProcessor", processor);
        return processor;
    }
}
