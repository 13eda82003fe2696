package io.jiraagent.routefile;

import io.jiraagent.routefile.RouteFile.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Checks route files as the running program would, without running them. Not thread-safe. */
public final class RouteFileInspection {
    private final RouteFolder folder;
    private final RouteFileCheck check;
    private final Optional<RegistryCheck> registry;
    private final List<Finding> ofFolder = new ArrayList<>();

    /**
     * Reads the folder.
     *
     * @param routesDir with the folders {@code tenants}, {@code agents} and {@code templates}
     * @param registry empty: what is registered in the database is not looked at
     */
    public RouteFileInspection(Path routesDir, RouteTrial trial, Optional<RegistryCheck> registry) {
        this.folder = new RouteFolder(routesDir);
        this.check = new RouteFileCheck(trial, folder.programRoutes());
        this.registry = registry;
        readFolder();
    }

    private void readFolder() {
        Map<RouteFileKey, Findings> wanting = new HashMap<>();
        boolean better = true;
        TreeSet<RouteFileKey> left = new TreeSet<>(folder.scanWithExamples());
        while (better) {
            better = false;
            for (RouteFileKey key : List.copyOf(left)) {
                Findings findings = new Findings(key.path());
                wanting.put(key, findings);
                folder.read(key, findings).ifPresent(file -> inspect(file, findings));
                if (!findings.errors()) {
                    left.remove(key);
                    better = true;
                }
            }
        }
        new TreeSet<>(wanting.keySet())
                .forEach(key -> ofFolder.addAll(wanting.get(key).list()));
    }

    /** What is wrong in the whole folder, examples included. */
    public List<Finding> ofFolder() {
        return List.copyOf(ofFolder);
    }

    /** What is wrong with one file, wherever it is, as if it stood in the folder. */
    public List<Finding> of(Path file) {
        Findings findings = new Findings(file.toString());
        String name = file.getFileName().toString();
        if (!name.endsWith(RouteFile.EXTENSION)) {
            findings.error(1, "The file's name does not end in " + RouteFile.EXTENSION, "Other files are passed over");
            return findings.list();
        }
        String subject = name.substring(0, name.length() - RouteFile.EXTENSION.length());
        Kind kind = kind(file);
        Optional<RouteFile> read = RouteFolder.read(file, kind, subject, findings);
        if (read.isEmpty() && !findings.errors()) {
            findings.error(1, "There is no such file", "");
        }
        read.ifPresent(f -> inspect(f, findings));
        return findings.list();
    }

    /** By its folder; in any other place a file is taken for a tenant's. */
    private static Kind kind(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        for (Kind kind : Kind.values()) {
            if (parent != null && parent.endsWith(kind.folder())) {
                return kind;
            }
        }
        return Kind.TENANT;
    }

    private void inspect(RouteFile file, Findings findings) {
        boolean counts = !RouteFile.example(file.name());
        switch (file.kind()) {
            case TEMPLATE -> check.template(file, findings).ifPresent(check::use);
            case AGENT -> check.agent(file, findings).filter(agent -> counts).ifPresent(check::use);
            case TENANT -> {
                Optional<TenantFile> tenant = check.tenant(file, findings);
                tenant.filter(t -> counts).ifPresent(t -> {
                    registry.ifPresent(r -> r.check(t, findings));
                    check.use(t);
                });
            }
        }
    }
}
