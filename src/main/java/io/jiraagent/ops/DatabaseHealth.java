package io.jiraagent.ops;

import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A worker is ready only while PostgreSQL answers; receiving events does not need it. */
public final class DatabaseHealth extends AbstractHealthCheck {
    private final JdbcClient jdbc;

    public DatabaseHealth(JdbcClient jdbc) {
        super("jira-agent", "database");
        this.jdbc = jdbc;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        try {
            jdbc.sql("SELECT 1").query(Integer.class).single();
            builder.up();
        } catch (DataAccessException e) {
            builder.message("PostgreSQL does not answer; accepted events wait in Kafka until it does")
                    .down();
        }
    }
}
