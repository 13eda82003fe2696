package io.jiraagent.ops;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * What holds for all meters of the program: tenants and agents are labels only up to a number, so that a process shows a
 * bounded number of series whatever is registered; durations are counted in buckets. Counts and durations of further
 * tenants and agents come together under {@value #OTHER}; gauges of them are not shown. Thread-safe.
 */
public final class MeterRules implements MeterFilter {
    /** Stands for all tenants or agents beyond the limit; no tenant's name begins with an underscore. */
    public static final String OTHER = "_other";

    /** Tenants and agents, of each, that a process shows by name. */
    public static final int MOST = 500;

    private static final String OURS = "jira_agent.";
    private static final Set<String> BOUNDED = Set.of("tenant", "agent");
    private static final double[] BUCKETS = Stream.of(5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 60_000)
            .mapToDouble(ms -> Duration.ofMillis(ms).toNanos())
            .toArray();

    private final int most;
    private final Map<String, Set<String>> shown = new ConcurrentHashMap<>();

    /** @param most values of each bounded label; {@link #MOST} but in tests */
    public MeterRules(int most) {
        this.most = most;
    }

    @Override
    public Meter.Id map(Meter.Id id) {
        if (!id.getName().startsWith(OURS)) {
            return id;
        }
        List<Tag> tags = id.getTags();
        List<Tag> bounded = tags.stream().map(this::bounded).toList();
        return bounded.equals(tags) ? id : id.replaceTags(bounded);
    }

    private Tag bounded(Tag tag) {
        if (!BOUNDED.contains(tag.getKey())) {
            return tag;
        }
        Set<String> values = shown.computeIfAbsent(tag.getKey(), key -> ConcurrentHashMap.newKeySet());
        if (values.contains(tag.getValue())) {
            return tag;
        }
        synchronized (values) {
            return values.size() < most && values.add(tag.getValue()) ? tag : Tag.of(tag.getKey(), OTHER);
        }
    }

    /** Several gauges cannot be one. */
    @Override
    public MeterFilterReply accept(Meter.Id id) {
        boolean beyond = id.getType() == Meter.Type.GAUGE
                && id.getName().startsWith(OURS)
                && id.getTags().stream().anyMatch(tag -> tag.getValue().equals(OTHER));
        return beyond ? MeterFilterReply.DENY : MeterFilterReply.NEUTRAL;
    }

    @Override
    public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
        return id.getType() == Meter.Type.TIMER && id.getName().startsWith(OURS)
                ? DistributionStatisticConfig.builder()
                        .serviceLevelObjectives(BUCKETS)
                        .build()
                        .merge(config)
                : config;
    }
}
