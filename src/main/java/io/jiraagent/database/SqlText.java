package io.jiraagent.database;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A statement of {@code sql/}, in which lines ending in {@code -- when <condition>} stand only while that condition is
 * given. Immutable.
 */
public final class SqlText {
    private static final Pattern CONDITION = Pattern.compile("--\\s*when\\s+(\\w+)\\s*$");

    private final List<String> lines;

    private SqlText(List<String> lines) {
        this.lines = lines;
    }

    public static SqlText load(String name) {
        return new SqlText(SqlFile.read(name).lines().toList());
    }

    /** The statement with its parameters; each parameter's name is also a condition. */
    public JdbcClient.StatementSpec with(JdbcClient jdbc, Map<String, Object> parameters) {
        return jdbc.sql(text(parameters.keySet())).params(parameters);
    }

    String text(Set<String> conditions) {
        return lines.stream()
                .filter(line -> {
                    Matcher condition = CONDITION.matcher(line);
                    return !condition.find() || conditions.contains(condition.group(1));
                })
                .map(line -> CONDITION.matcher(line).replaceFirst("").stripTrailing())
                .filter(line -> !line.startsWith("--"))
                .collect(Collectors.joining("\n"));
    }
}
