package io.jiraagent.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MeterRulesTest {
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    MeterRulesTest() {
        meters.config().meterFilter(new MeterRules(2));
    }

    @Test
    void tenantsBeyondTheLimitAreCountedTogether() {
        for (String tenant : new String[] {"a", "b", "c", "d", "a"}) {
            meters.counter("jira_agent.events", "tenant", tenant).increment();
        }

        assertThat(meters.scrape())
                .contains(
                        "jira_agent_events_total{tenant=\"a\"} 2.0",
                        "jira_agent_events_total{tenant=\"b\"} 1.0",
                        "jira_agent_events_total{tenant=\"_other\"} 2.0")
                .doesNotContain("\"c\"", "\"d\"");
    }

    @Test
    void gaugesBeyondTheLimitAreNotShown() {
        for (String agent : new String[] {"a", "b", "c"}) {
            Gauge.builder("jira_agent.state", () -> 7).tag("agent", agent).register(meters);
        }

        assertThat(meters.scrape())
                .contains("jira_agent_state{agent=\"a\"} 7.0", "jira_agent_state{agent=\"b\"} 7.0")
                .doesNotContain("\"c\"", MeterRules.OTHER);
    }

    @Test
    void othersMetersAreLeftAlone() {
        for (String agent : new String[] {"a", "b", "c"}) {
            meters.counter("elsewhere", "agent", agent).increment();
        }

        assertThat(meters.scrape()).contains("elsewhere_total{agent=\"c\"} 1.0");
    }

    @Test
    void durationsAreCountedInBuckets() {
        meters.timer("jira_agent.run").record(Duration.ofMillis(30));

        assertThat(meters.scrape())
                .contains(
                        "jira_agent_run_seconds_bucket{le=\"0.025\"} 0",
                        "jira_agent_run_seconds_bucket{le=\"0.05\"} 1",
                        "jira_agent_run_seconds_bucket{le=\"60.0\"} 1");
    }
}
