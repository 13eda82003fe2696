package io.jiraagent.execution;

import io.jiraagent.agent.AgentBreakers;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.camel.Body;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this worker is at: the claims it holds, and how many more it may take. One thread claims, one resumes; any may ask
 * and finish. Should both fill the last places, some wait for a thread.
 */
public final class RunningExecutions {
    private static final Logger LOG = LoggerFactory.getLogger(RunningExecutions.class);

    /** As long as a claim takes under load; what arrives and is not claimed at once costs a statement and a version of its row more. */
    private static final Duration TURN_PATIENCE = Duration.ofMillis(100);

    /** After that, what has arrived gets its rows anyway: people see it only there. */
    private static final Duration WRITE_PATIENCE = Duration.ofSeconds(1);

    private final Duration lease;
    private final ClaimParameters parameters;
    private volatile long claimingSince;
    private volatile long enqueuingSince;
    private volatile long resumingSince;
    private volatile boolean claimingIdle;
    private final ClaimTurns turns;
    private final WaitingRows waiting;
    private final HeldClaims claims;
    private final Timer waited;
    private final Timer written;
    private volatile boolean admitting;

    /**
     * @param worker names this process in rows and logs
     * @param maxInFlight how many agents are asked at the same time at the most
     * @param lease how long a claim holds after it was made or extended
     * @param pollInterval how often due executions are looked for when nothing tells that there are any
     * @param breakers tell which agents are not to be asked now
     * @param tenantLimits claims of a tenant at the most, for tenants that have a limit
     * @param meters gets how long executions wait for their first attempt, and outcomes for their being written
     */
    public RunningExecutions(
            String worker,
            int maxInFlight,
            Duration lease,
            Duration pollInterval,
            AgentBreakers breakers,
            Supplier<Map<UUID, Integer>> tenantLimits,
            MeterRegistry meters) {
        this.claims = new HeldClaims(maxInFlight);
        this.lease = lease;
        this.parameters = new ClaimParameters(worker, lease, breakers, tenantLimits);
        this.waiting = new WaitingRows(pollInterval, System::nanoTime);
        this.turns = new ClaimTurns(lease.dividedBy(2), TURN_PATIENCE, System::nanoTime);
        this.waited = meters.timer("jira_agent.wait");
        this.written = meters.timer("jira_agent.write");
    }

    /** How many executions may be claimed now. */
    public int free() {
        return admitting ? claims.free() : 0;
    }

    /** From now on there is something to run what is claimed. */
    public void admit() {
        admitting = true;
    }

    /** Claims nothing more; what is held is finished. For a process that is about to stop. */
    public void drain() {
        admitting = false;
    }

    /** How many outcomes may have to be written at the same time. */
    public int most() {
        return claims.most();
    }

    public int inFlight() {
        return claims.size();
    }

    /** How many claims are held, of each tenant that has any. */
    public Map<UUID, Long> byTenant() {
        return ClaimParameters.byTenant(claims.all());
    }

    /** Parameters of {@code execution-claim.sql}; its limit is 0 where nothing is to be claimed now. */
    public Map<String, Object> claimParameters() {
        boolean turn = free() > 0 && waiting.due() && turns.take();
        int limit = turn ? free() : 0;
        if (limit == 0) {
            // Nothing is claimed, and nobody would tell that the turn is over.
            turns.over();
        }
        claimingSince = System.nanoTime();
        claimingIdle = claims.size() == 0;
        return parameters.claim(limit, claims.atWork());
    }

    /**
     * What {@code execution-enqueue.sql} needs beside its batch. Its limit is 0, and the whole batch waits in its rows, when
     * this worker has no place free, or claims elsewhere for long. Waits a second at most while outcomes are being written.
     *
     * @param arrived how many executions the batch has
     */
    Map<String, Object> enqueueParameters(int arrived) {
        claims.awaitWritten(arrived, WRITE_PATIENCE);
        boolean turn = free() > 0 && turns.take();
        if (turn) {
            enqueuingSince = System.nanoTime();
        }
        return parameters.claim(turn ? free() : 0, claims.atWork());
    }

    /** Parameters of {@code execution-resume.sql}. */
    public Map<String, Object> resumeParameters() {
        resumingSince = System.nanoTime();
        return parameters.resume(free());
    }

    /** Parameters of {@code breaker-publish.sql}. */
    public Map<String, Object> breakerParameters() {
        return parameters.breakers();
    }

    /** Parameters of {@code execution-lost.sql}. */
    public Map<String, Object> lostParameters() {
        return parameters.lost(claims.all());
    }

    /** Parameters of {@code execution-lease-extend.sql}. */
    public Map<String, Object> leaseParameters() {
        return parameters.lease(claims.all());
    }

    /**
     * Takes note of the rows that {@code execution-claim.sql} returned. Rows that were so long on their way that their
     * leases may soon end are left alone: they are claimed again after that, and nobody is asked twice.
     */
    public List<Claim> begin(List<Map<String, Object>> rows) {
        try {
            waiting.looked(rows.size(), claimingIdle);
            return begin(rows, claimingSince, Claim::of);
        } finally {
            turns.over();
        }
    }

    /**
     * The same for the rows that {@code execution-enqueue.sql} returned: those of them that it has claimed.
     *
     * @param payloads by execution id; the statement does not return what it was given
     */
    List<Claim> beginNew(List<Map<String, Object>> rows, Map<UUID, byte[]> payloads) {
        try {
            waiting.add(rows.stream()
                    .filter(row -> "queued".equals(row.get("status")))
                    .count());
            return begin(
                    rows.stream()
                            .filter(row -> "in_progress".equals(row.get("status")))
                            .toList(),
                    enqueuingSince,
                    row -> Claim.of(row, payloads.get((UUID) row.get("id"))));
        } finally {
            turns.over();
        }
    }

    /** The same for rows that {@code execution-resume.sql} returned. */
    public List<Claim> resume(List<Map<String, Object>> rows) {
        return begin(rows, resumingSince, Claim::of);
    }

    private List<Claim> begin(List<Map<String, Object>> rows, long since, Function<Map<String, Object>, Claim> reader) {
        if (rows.isEmpty()) {
            return List.of();
        }
        Duration onTheirWay = Duration.ofNanos(System.nanoTime() - since);
        if (onTheirWay.compareTo(lease.dividedBy(2)) > 0) {
            LOG.warn("The database took {} ms for a claim, which is given up", onTheirWay.toMillis());
            return List.of();
        }
        List<Claim> made = rows.stream().map(reader).toList();
        made.forEach(claims::add);
        rows.forEach(this::waited);
        return made;
    }

    /** Only a first attempt says how long an execution had to wait; the others were to wait. */
    private void waited(Map<String, Object> row) {
        if (row.get("waited_seconds") instanceof Double seconds) {
            waited.record(Duration.ofMillis(Math.max(0, Math.round(seconds * 1000))));
        }
    }

    /**
     * To be called when an attempt has ended: its agent may be asked again, before the outcome is written.
     *
     * @return whether something else waits, as far as this worker knows
     */
    public boolean answered(@Body Outcome outcome) {
        claims.answered(outcome);
        return waiting.some();
    }

    /** To be called when the outcomes are written, or found to be superseded. */
    public void finished(List<Outcome> outcomes) {
        long now = System.nanoTime();
        outcomes.forEach(o -> written.record(Duration.ofNanos(now - o.knownAt())));
        claims.written(outcomes);
    }
}
