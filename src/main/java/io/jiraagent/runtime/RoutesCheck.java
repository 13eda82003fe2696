package io.jiraagent.runtime;

import io.jiraagent.config.Settings;
import io.jiraagent.routefile.RegistryCheck;
import io.jiraagent.routefile.RouteFileInspection;
import io.jiraagent.routing.live.ScratchContext;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/** Checks route files with what the running program checks them with. */
public final class RoutesCheck {
    private RoutesCheck() {}

    /**
     * Reads the routes folder of the settings and asks for an inspection.
     *
     * @param registry empty: what is registered in the database is not looked at
     */
    public static <T> T inspect(
            Settings settings, Optional<RegistryCheck> registry, Function<RouteFileInspection, T> inspection) {
        return inspect(settings, settings.routesDir(), registry, inspection);
    }

    static <T> T inspect(
            Settings settings,
            Path routesDir,
            Optional<RegistryCheck> registry,
            Function<RouteFileInspection, T> inspection) {
        try (ScratchContext trial = trial(settings)) {
            return inspection.apply(new RouteFileInspection(routesDir, trial, registry));
        }
    }

    static ScratchContext trial(Settings settings) {
        return new ScratchContext(registry -> TrialBeans.bind(registry, settings));
    }
}
