package io.jiraagent.routefile;

import java.util.Locale;

/**
 * A file as it was read; what is checked is what is run, even if the file changes meanwhile.
 *
 * @param name without folder and extension: the tenant's, the agent kind's or the template's
 * @param text the whole content
 */
public record RouteFile(Kind kind, String name, String text) {
    static final String EXTENSION = ".camel.yaml";

    /** What a file holds, told by its folder. */
    public enum Kind {
        TEMPLATE("templates"),
        AGENT("agents"),
        TENANT("tenants");

        private final String folder;

        Kind(String folder) {
            this.folder = folder;
        }

        /** Under the routes folder. */
        public String folder() {
            return folder;
        }

        /** For sentences. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Relative to the routes folder. */
    public String path() {
        return path(kind, name);
    }

    /** The tenant or kind of agent that it is for. An example's name begins with an underscore, which is left out. */
    public String subject() {
        return example(name) ? name.substring(1) : name;
    }

    static boolean example(String name) {
        return name.startsWith("_");
    }

    static String path(Kind kind, String name) {
        return kind.folder() + "/" + name + EXTENSION;
    }
}
