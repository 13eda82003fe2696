package io.jiraagent.routefile;

import io.jiraagent.routefile.Finding.Severity;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with one file. Not thread-safe. */
public final class Findings {
    private final String file;
    private final List<Finding> found = new ArrayList<>();

    /** @param file as in {@link Finding#file()} */
    public Findings(String file) {
        this.file = file;
    }

    public void error(int line, String what, String fix) {
        found.add(new Finding(Severity.ERROR, file, line, oneLine(what), fix));
    }

    public void warning(int line, String what, String fix) {
        found.add(new Finding(Severity.WARNING, file, line, oneLine(what), fix));
    }

    void wanted(YamlNode at, String what, String got, String wanted) {
        error(at.line(), what + " is '" + got + "'; it wants " + wanted, "");
    }

    public boolean errors() {
        return found.stream().anyMatch(Finding::error);
    }

    public List<Finding> list() {
        return List.copyOf(found);
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
