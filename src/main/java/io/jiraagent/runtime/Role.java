package io.jiraagent.runtime;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What a process does. */
public enum Role {
    /** Receives events, serves pages and API. */
    API,
    /** Runs agents. */
    WORKER;

    /**
     * The folders under {@code routes/} that hold this role's routes, beside those that are edited while the program
     * runs.
     */
    List<String> routeFolders() {
        return switch (this) {
            case API -> List.of("registry", "receive", "serve", "api", "pages", "try", "alert", "watch");
            case WORKER -> List.of("registry", "execute", "comment", "alert", "watch");
        };
    }

    /** What Camel is to load for these roles, as it takes it: the folders that are there, separated by commas. */
    static String routeFiles(Set<Role> roles, Path routesDir) {
        return roles.stream()
                .flatMap(role -> role.routeFolders().stream())
                .distinct()
                .map(routesDir::resolve)
                .filter(Files::isDirectory)
                .map(folder -> "file:" + folder + "/*.camel.yaml")
                .collect(Collectors.joining(","));
    }

    /** @param name {@code all}, {@code api} or {@code worker} */
    public static Set<Role> parse(String name) {
        return switch (name) {
            case "all" -> EnumSet.allOf(Role.class);
            case "api" -> EnumSet.of(API);
            case "worker" -> EnumSet.of(WORKER);
            default -> throw new IllegalArgumentException("Unknown role '" + name + "'; use all, api, worker or relay");
        };
    }
}
