package io.jiraagent.doctor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whether agents can work: there is a route of their kind, and those that events come for are active. */
public final class AgentCheck implements Check {
    private final JdbcClient jdbc;
    private final Path routesDir;

    public AgentCheck(JdbcClient jdbc, Path routesDir) {
        this.jdbc = jdbc;
        this.routesDir = routesDir;
    }

    @Override
    public String name() {
        return "agents";
    }

    @Override
    public List<Observation> look() {
        List<ExaminedAgent> agents = ExaminedAgent.all(jdbc);
        List<Observation> seen = new ArrayList<>();
        for (ExaminedAgent agent : agents) {
            if (agent.active() && !hasRoute(agent)) {
                seen.add(Observation.problem(
                        agent.called() + " is of kind " + agent.kind() + ", and there is no route for it in "
                                + routesDir,
                        "Add " + routesDir.resolve("agents").resolve(agent.kind() + ".camel.yaml")
                                + " (routes/README.md), or: ./jira-agent agent set " + agent.id()
                                + " --kind ticket-enhancer"));
            }
            if (!agent.active()) {
                inactive(agent, seen);
            }
        }
        if (agents.isEmpty()) {
            seen.add(
                    Observation.warning(
                            "there is no agent",
                            "./jira-agent tenant add --name acme; ./jira-agent agent add --tenant acme --name Enhancer --kind ticket-enhancer --active"));
        }
        if (seen.isEmpty()) {
            seen.add(Observation.ok(agents.size() + " agents, all active, each with its route"));
        }
        return seen;
    }

    private static void inactive(ExaminedAgent agent, List<Observation> seen) {
        String activate = "./jira-agent agent activate " + agent.id();
        if (agent.refused() > 0) {
            seen.add(Observation.problem(
                    agent.refused() + " events for " + agent.called() + " were refused today with 403 \"Agent is "
                            + agent.status() + "\"",
                    activate));
        } else if (agent.queued() > 0) {
            seen.add(Observation.warning(
                    agent.queued() + " executions wait for " + agent.called() + ", which is " + agent.status(),
                    activate));
        } else if (agent.status().equals("draft")) {
            seen.add(
                    Observation.warning(agent.called() + " is a draft: its events will be refused with 403", activate));
        } else {
            seen.add(Observation.ok(agent.called() + " is " + agent.status()));
        }
    }

    private boolean hasRoute(ExaminedAgent agent) {
        Path own = routesDir.resolve("tenants").resolve(agent.tenant() + ".camel.yaml");
        return Files.exists(routesDir.resolve("agents").resolve(agent.kind() + ".camel.yaml"))
                || (Files.exists(own) && read(own).matches("(?s).*id: agent-" + agent.kind() + "\\b.*"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
