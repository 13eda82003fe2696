package io.jiraagent.routefile;

/**
 * Runs the routes of files. What it replaces goes on until nothing is under way on it any more. Every method either
 * succeeds or leaves everything as it was. To be used by one thread at a time.
 */
public interface RouteInstaller {
    /** For a process that runs no agents: it only needs to know which files there are. */
    RouteInstaller NONE = new RouteInstaller() {
        @Override
        public LiveTenant install(TenantFile file, Templates templates) {
            return new LiveTenant(file, "");
        }

        @Override
        public void retire(LiveTenant tenant) {
            // nothing runs
        }

        @Override
        public void installAgent(RouteFile file) {
            // nothing runs
        }

        @Override
        public void retireAgent(String kind) {
            // nothing runs
        }
    };

    /**
     * Starts the routes of a tenant's file beside those that run for the tenant already.
     *
     * @throws RouteInstallException Camel refuses them
     */
    LiveTenant install(TenantFile file, Templates templates) throws RouteInstallException;

    /** Ends the routes of a file, once nothing is under way on them. */
    void retire(LiveTenant tenant);

    /**
     * Starts the route of a kind of agent, in the place of the one that runs, if there is one.
     *
     * @throws RouteInstallException Camel refuses it
     */
    void installAgent(RouteFile file) throws RouteInstallException;

    /** Ends the route of a kind of agent, once nothing is under way on it. */
    void retireAgent(String kind);
}
