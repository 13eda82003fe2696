package io.jiraagent.embedded;

import java.nio.file.Path;

/** A second instance was started on one data directory. */
public final class DataDirectoryInUseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DataDirectoryInUseException(Path path, String owner) {
        super("Another instance" + (owner.isEmpty() ? "" : " (process " + owner + ")") + " is using the data directory "
                + path + ". Stop it, or give this one a directory of its own: DATA_DIR=/some/where ./jira-agent run");
    }
}
