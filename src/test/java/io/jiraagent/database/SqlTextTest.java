package io.jiraagent.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class SqlTextTest {
    @Test
    void aLineStandsOnlyWhileItsConditionIsGiven() {
        SqlText list = SqlText.load("history-executions");

        assertThat(list.text(Set.of("agent", "failed")))
                .contains("AND e.agent_id = :agent", "AND e.status = 'failed'", "ORDER BY")
                .doesNotContain("--", ":tenant", "'queued'", ":before_at");
    }
}
