package io.jiraagent.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whether workers are connected to Kafka, for every tenant's topic, and follow. */
public final class LagCheck implements Check {
    private static final long NOTABLE = 1000;

    private final String brokers;

    /** @param brokers that answer */
    public LagCheck(String brokers) {
        this.brokers = brokers;
    }

    @Override
    public String name() {
        return "lag";
    }

    @Override
    public List<Observation> look() {
        Map<String, KafkaCluster.Intake> intakes;
        try (KafkaCluster cluster = new KafkaCluster(brokers)) {
            intakes = cluster.intakes();
        }
        List<Observation> seen = new ArrayList<>();
        intakes.forEach((topic, intake) -> judge(topic, intake, seen));
        return seen.isEmpty()
                ? List.of(Observation.ok(intakes.size() + " topics, each with workers that follow"))
                : seen;
    }

    private static void judge(String topic, KafkaCluster.Intake intake, List<Observation> seen) {
        if (intake.members() == 0) {
            seen.add(Observation.problem(
                    "no worker takes from " + topic + " (group " + intake.group() + "), " + intake.lag()
                            + " accepted events wait",
                    "Start one: ./jira-agent run --role worker (or run, with embedded servers)"));
        } else if (intake.lag() >= NOTABLE) {
            seen.add(Observation.warning(
                    intake.lag() + " accepted events wait in " + topic + " for the " + intake.members()
                            + " consumers of group " + intake.group(),
                    "Look again in a minute; if it grows, see database in this list and start more workers: ./jira-agent run"
                            + " --role worker"));
        }
    }
}
