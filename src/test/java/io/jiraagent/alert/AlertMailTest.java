package io.jiraagent.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMailUtil;
import io.jiraagent.runtime.TestSchedules;
import io.jiraagent.testing.Http;
import io.jiraagent.testing.RunningProgram;
import io.jiraagent.testing.Seeds;
import io.jiraagent.testing.TestAgents;
import io.jiraagent.testing.TestAgents.TestAgent;
import io.jiraagent.testing.WebhookClient;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.Collection;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From a budget that is used up to the e-mail in somebody's box, over SMTP with signing in, and to its end. */
class AlertMailTest {
    private final RunningProgram program = RunningProgram.shared();
    private final TestAgents agents = new TestAgents(program);
    private TestAgent agent;
    private String tenant;

    @BeforeEach
    void aBudgetThatIsUsedUp() {
        agent = agents.create("echo");
        tenant = program.jdbc()
                .sql("SELECT name FROM tenants WHERE id = :id")
                .param("id", agent.tenantId())
                .query(String.class)
                .single();
        agents.sql("UPDATE agents SET name = 'shift\r\nBcc: everybody@example.org' WHERE id = :id", agent.id());
        agents.sql("INSERT INTO budgets (agent_id, daily_limit) VALUES (:id, 1)", agent.id());
        agents.create("echo");
        agent.post(WebhookClient.body("MAIL-1", "x"));
        agent.post(WebhookClient.body("MAIL-2", "x"));
        await().until(() -> program.jdbc()
                        .sql("SELECT refused FROM budgets WHERE agent_id = :id")
                        .param("id", agent.id())
                        .query(Long.class)
                        .single()
                == 1);
        TestSchedules.soon(program, "alert-watch");
    }

    @AfterEach
    void theWebhookHears() {
        program.alertsAnswer(200);
    }

    /** Each once, though it is in the box of each recipient. */
    private Collection<MimeMessage> mails(String word) {
        return Stream.of(program.mail().getReceivedMessages())
                .filter(mail -> GreenMailUtil.getBody(mail).contains(word + " budget_exceeded (" + tenant + ")"))
                .collect(Collectors.toMap(AlertMailTest::id, mail -> mail, (one, same) -> one))
                .values();
    }

    private static String id(MimeMessage mail) {
        try {
            return mail.getMessageID();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void itIsSentOnceAndOnceMoreWhenItIsOver() throws MessagingException {
        await().atMost(Duration.ofSeconds(60)).until(() -> mails("ALERT").size() == 1);
        MimeMessage mail = mails("ALERT").iterator().next();
        assertThat(mail.getSubject()).startsWith("ALERT ").doesNotContain("shift");
        assertThat(mail.getHeader("From")).containsExactly("agents@example.org");
        assertThat(mail.getHeader("To")).containsExactly("ops@example.org, night@example.org");
        assertThat(mail.getHeader("Bcc")).isNull();
        assertThat(GreenMailUtil.getBody(mail))
                .contains("agent shift Bcc: everybody@example.org (1 runs)", "1 refused today", "/Alerts");

        agents.sql("UPDATE budgets SET daily_limit = 100 WHERE agent_id = :id", agent.id());
        agents.sql("UPDATE alerts SET seen_at = now() - interval '3 minutes' WHERE tenant_id = :id", agent.tenantId());
        TestSchedules.soon(program, "alert-watch");
        await().atMost(Duration.ofSeconds(60)).until(() -> mails("OVER").size() == 1);
        assertThat(mails("ALERT")).hasSize(1);
    }

    @Test
    void aWebhookThatDoesNotHearKeepsNobodyFromTheMail() {
        program.alertsAnswer(500);

        await().atMost(Duration.ofSeconds(60)).until(() -> mails("ALERT").size() == 1);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> !Http.json(Http.get("/api/alerts", Seeds.token("viewer", agent.tenantId())))
                        .at("/items/0/told_at")
                        .isNull());
    }
}
