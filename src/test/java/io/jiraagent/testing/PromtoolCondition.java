package io.jiraagent.testing;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The condition behind {@link NeedsPromtool}. */
final class PromtoolCondition implements ExecutionCondition {
    private static final String INSTALL = "apt-get install --no-install-recommends prometheus";

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "promtool")))) {
            return ConditionEvaluationResult.enabled("promtool is installed");
        }
        if ("true".equals(System.getenv("CI"))) {
            throw new IllegalStateException("promtool is missing: " + INSTALL);
        }
        return ConditionEvaluationResult.disabled(INSTALL);
    }
}
