package io.jiraagent.faults;

import io.jiraagent.faults.ServerFault.How;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** All faults, in the order of the report. */
final class Faults {
    private Faults() {}

    static List<Fault> all() {
        List<Fault> faults = new ArrayList<>(kills());
        faults.addAll(servers("kafka", "Kafka", Site::kafka));
        faults.addAll(servers("postgres", "PostgreSQL", Site::postgres));
        faults.addAll(agents());
        faults.add(new DuplicateSends());
        faults.add(new WorkerLeaves("worker-stop", "a second worker joins, and is stopped (SIGTERM)", false));
        faults.add(new WorkerLeaves("worker-kill", "a second worker joins, and is killed (`kill -9`)", true));
        faults.add(new ClockJump("clock-forward", "the clock jumps ten minutes ahead", Duration.ofMinutes(10)));
        faults.add(new ClockJump("clock-back", "the clock jumps ten minutes back", Duration.ofMinutes(-10)));
        faults.add(new DiskFull("disk-full-kafka", "Kafka's disk is full, and gets room again", Site.KAFKA));
        faults.add(new DiskFull("disk-full-postgres", "PostgreSQL's disk is full, and gets room again", Site.POSTGRES));
        return faults;
    }

    private static List<Fault> kills() {
        return List.of(
                new KillAtPoint(
                        "kill-before-send", "`kill -9` with an event checked, not sent to Kafka", "before-send", 20),
                new KillAtPoint(
                        "kill-sent", "`kill -9` with an event in Kafka that the receiver does not know of", "sent", 20),
                new KillAtPoint(
                        "kill-acknowledged", "`kill -9` with an event acknowledged, not answered", "acknowledged", 20),
                new KillAtPoint("kill-polled", "`kill -9` with a batch polled, not written", "polled", 10),
                new KillAtPoint("kill-row-written", "`kill -9` with rows written, offsets not", "row-written", 10),
                new KillAtPoint("kill-claimed", "`kill -9` with executions claimed, not begun", "claimed", 10),
                new KillDuringCall(),
                new KillAtPoint("kill-answered", "`kill -9` with an answer read, its row not written", "answered", 20),
                new KillAtPoint(
                        "kill-before-dead-letter",
                        "`kill -9` with a failed row, its letter not sent",
                        "letter-before-send",
                        4),
                new KillAtPoint(
                        "kill-dead-letter-published",
                        "`kill -9` with a dead letter in Kafka, its row not stamped",
                        "letter-published",
                        4),
                new KillDuringReplay(),
                new KillDuringRebalance(),
                new KillDuringDrain());
    }

    private static List<Fault> servers(String name, String title, Function<Site, Server> server) {
        return List.of(
                new ServerFault(name + "-stop", title + " stopped in order, and started", server, How.STOPPED),
                new ServerFault(name + "-kill", title + " killed (`kill -9`), and started", server, How.KILLED),
                new ServerFault(name + "-pause", title + " paused (SIGSTOP), and continued", server, How.PAUSED));
    }

    private static List<Fault> agents() {
        return List.of(
                new AgentFault(Behaviour.SLOW, "answers after 1.5 s"),
                new AgentFault(Behaviour.ERROR, "answers 500"),
                new AgentFault(Behaviour.BUSY, "answers 429 with `Retry-After: 1`, then does it"),
                new AgentFault(Behaviour.RESET, "acts, and resets the connection"),
                new AgentFault(Behaviour.HANG, "acts, and does not answer in time"),
                new AgentFault(Behaviour.GARBAGE, "answers what is no JSON"),
                new AgentFault(Behaviour.ENDLESS, "answers without an end"),
                new AgentFault(Behaviour.HUGE, "answers 2 MB"),
                new AgentFault(Behaviour.NUL, "answers with `\\u0000`"));
    }
}
