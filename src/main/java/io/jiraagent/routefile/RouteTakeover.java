package io.jiraagent.routefile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts one file's routes in the place of those before, or leaves everything as it was. One thread calls it. */
final class RouteTakeover {
    private static final Logger LOG = LoggerFactory.getLogger(RouteTakeover.class);

    private final RouteFileCheck check;
    private final RegistryCheck registry;
    private final RouteInstaller installer;
    private final LiveRoutes live;

    RouteTakeover(RouteFileCheck check, RegistryCheck registry, RouteInstaller installer, LiveRoutes live) {
        this.check = check;
        this.registry = registry;
        this.installer = installer;
        this.live = live;
    }

    /**
     * Puts the file's routes in the place of those before.
     *
     * @param findings is told what is wrong with it; then everything goes on as it was
     * @return whether the file is in use now
     */
    boolean use(RouteFile file, Findings findings) {
        try {
            return switch (file.kind()) {
                case TEMPLATE -> useTemplate(file, findings);
                case AGENT -> useAgent(file, findings);
                case TENANT -> useTenant(file, findings);
            };
        } catch (RouteInstallException e) {
            findings.error(1, e.getMessage(), "");
            return false;
        }
    }

    private boolean useTemplate(RouteFile file, Findings findings) throws RouteInstallException {
        Optional<Templates> changed = check.template(file, findings);
        if (changed.isPresent() && !changed.get().equals(check.templates())) {
            useTemplates(changed.get());
        }
        return changed.isPresent();
    }

    private void useTemplates(Templates changed) throws RouteInstallException {
        Templates before = check.templates();
        check.use(changed);
        if (!changed.agent().equals(before.agent())) {
            List<LiveTenant> fresh = new ArrayList<>();
            try {
                for (TenantFile tenant : check.tenants().values()) {
                    fresh.add(installer.install(tenant, changed));
                }
            } catch (RouteInstallException e) {
                fresh.forEach(installer::retire);
                check.use(before);
                throw e;
            }
            fresh.forEach(tenant -> live.put(tenant).ifPresent(installer::retire));
        }
    }

    private boolean useAgent(RouteFile file, Findings findings) throws RouteInstallException {
        Optional<RouteFile> agent = check.agent(file, findings);
        if (agent.isPresent()) {
            installer.installAgent(file);
            check.use(file);
            live.putAgent(file.name());
        }
        return agent.isPresent();
    }

    private boolean useTenant(RouteFile file, Findings findings) throws RouteInstallException {
        Optional<TenantFile> tenant = check.tenant(file, findings);
        tenant.ifPresent(t -> registry.check(t, findings));
        if (tenant.isEmpty() || findings.errors()) {
            return false;
        }
        LiveTenant fresh = installer.install(tenant.get(), check.templates());
        check.use(tenant.get());
        live.put(fresh).ifPresent(installer::retire);
        return true;
    }

    /** Ends the routes of a file that is no more; what they have begun is finished, what is queued takes the default way. */
    void remove(RouteFileKey key) {
        check.forget(key);
        switch (key.kind()) {
            case TENANT -> live.removeTenant(key.name()).ifPresent(installer::retire);
            case AGENT -> {
                live.removeAgent(key.name());
                installer.retireAgent(key.name());
            }
            case TEMPLATE -> removeTemplate(key);
        }
    }

    private void removeTemplate(RouteFileKey key) {
        Templates own = Templates.builtIn();
        Templates now = check.templates();
        try {
            if (key.name().equals(Template.INTAKE)) {
                useTemplates(now.with(own.intake()));
            } else if (key.name().equals(Template.AGENT)) {
                useTemplates(now.with(own.agent()));
            }
        } catch (RouteInstallException e) {
            LOG.error("The template {} that comes with the program could not be taken: {}", key.name(), e.getMessage());
        }
    }
}
