package io.jiraagent.ops;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Handler;

/**
 * Shows the rows of a query as gauges, one for each column of figures; a row that is no more is shown no more. One thread
 * calls it at a time.
 */
public final class RowGauges {
    private final List<String> labels;
    private final Map<String, MultiGauge> gauges = new LinkedHashMap<>();
    private final MeterRegistry meters;

    /** @param labels the columns, of texts, that become labels of the same name */
    public RowGauges(MeterRegistry meters, String... labels) {
        this.meters = meters;
        this.labels = List.of(labels);
    }

    /**
     * Adds a gauge.
     *
     * @param column of numbers
     * @return this
     */
    public RowGauges show(String column, String name, String description) {
        gauges.put(column, MultiGauge.builder(name).description(description).register(meters));
        return this;
    }

    /** Shows these rows, and none that was shown before. */
    @Handler
    public void update(List<Map<String, Object>> rows) {
        gauges.forEach((column, gauge) -> gauge.register(
                rows.stream()
                        .map(row -> Row.of(tags(row), (Number) row.get(column)))
                        .toList(),
                true));
    }

    private Tags tags(Map<String, Object> row) {
        return Tags.of(labels.stream()
                .map(label -> Tag.of(label, (String) row.get(label)))
                .toList());
    }
}
