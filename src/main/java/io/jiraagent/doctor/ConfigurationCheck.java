package io.jiraagent.doctor;

import io.jiraagent.config.ConfigurationException;
import io.jiraagent.config.Settings;
import java.util.List;
import java.util.function.Supplier;

/** Whether {@code run} would start with this configuration. */
public final class ConfigurationCheck implements Check {
    private final Supplier<Settings> load;

    public ConfigurationCheck(Supplier<Settings> load) {
        this.load = load;
    }

    @Override
    public String name() {
        return "configuration";
    }

    @Override
    public List<Observation> look() {
        try {
            Settings settings = load.get();
            return List.of(Observation.ok(
                    settings.embedded()
                            ? "PostgreSQL and Kafka inside the program, data in " + settings.dataDir()
                            : "PostgreSQL and Kafka of your own"));
        } catch (ConfigurationException e) {
            return List.of(Observation.problem(
                    e.getMessage(),
                    "Set it in application.properties or in the environment, as it is for the program"));
        }
    }
}
