package io.jiraagent.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventPeekTest {
    private static final EventPeek.Peeked NOTHING = new EventPeek.Peeked(null, null, null, null);

    @Test
    void readsThePublishedTemplate() {
        assertThat(peek("{'issue_key':'TEST-123','event_type':'jira:issue_created','timestamp':'2025-11-13T17:00:00Z',"
                        + "'issue':{'key':'TEST-123','fields':{'summary':'s'}},'tenant_id':'t-1'}"))
                .isEqualTo(new EventPeek.Peeked(
                        "TEST-123", "jira:issue_created", Instant.parse("2025-11-13T17:00:00Z"), "t-1"));
    }

    @Test
    void readsANativePayload() {
        assertThat(
                        peek(
                                "{'timestamp':1763053200123,'webhookEvent':'jira:issue_updated',"
                                        + "'issue_event_type_name':'issue_generic','user':{'key':'JIRAUSER1'},"
                                        + "'issue':{'id':'1','fields':{'project':{'key':'ACME'},'parent':{'key':'ACME-1'}},'key':'ACME-7'}}"))
                .isEqualTo(new EventPeek.Peeked(
                        "ACME-7", "jira:issue_updated", Instant.ofEpochMilli(1763053200123L), null));
    }

    @Test
    void readsAnIssueAtTheRoot() {
        assertThat(peek("{'self':'x','id':1,'key':'SP-53','fields':{'parent':{'key':'SP-1'}}}"))
                .isEqualTo(new EventPeek.Peeked("SP-53", null, null, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "[]",
                "42",
                "null",
                "'TEST-1'",
                "{",
                "{}",
                "nonsense",
                "{'issue_key':5}",
                "{'issue_key':'test-1'}",
                "{'issue_key':'{{issue.key}}'}",
                "{'issue_key':'TEST-1','issue':{'key':'TEST-2'}}",
                "{'issue_key':'TEST-1','issue_key':'TEST-2'}",
                "{'issue_key':'TEST-1','key':'TEST-2'}",
                "{'event_type':'no spaces allowed'}",
                "{'timestamp':99999999999999999999999}",
                "{'timestamp':[1763053200123]}",
                "{'tenant_id':'a','tenant_id':'b'}"
            })
    void givesNothingWhereItIsInDoubt(String body) {
        assertThat(peek(body)).isEqualTo(NOTHING);
    }

    @Test
    void givesWhatStoodBeforeABreak() {
        assertThat(peek("{'issue_key':'TEST-1','event_type':'e','issue':{'fields':{'summary':'a 'b' c'}}}"))
                .isEqualTo(new EventPeek.Peeked("TEST-1", "e", null, null));
    }

    @Test
    void givesNoKeyOutOfATextInBrokenJson() {
        assertThat(peek("{'issue':{'fields':{'summary':'a'},'key':'EVIL-1'},'tenant_id':'evil','x':'b 'c"))
                .isEqualTo(NOTHING);
    }

    @Test
    void readsOnAfterALineBreakInAText() {
        assertThat(peek("{'summary':'a\nb','issue_key':'TEST-1','url':,'tenant_id':'t'}"))
                .isEqualTo(new EventPeek.Peeked("TEST-1", null, null, "t"));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "'\"2025-11-13T17:00:00Z\"',2025-11-13T17:00:00Z",
                "'\"2025-11-13T17:00:00.5+01:00\"',2025-11-13T16:00:00.500Z",
                "'\"2022-02-18T15:20:11.662+0530\"',2022-02-18T09:50:11.662Z",
                "'\"1763053200123\"',2025-11-13T17:00:00.123Z",
                "1763053200123,2025-11-13T17:00:00.123Z",
                "1763053200,none",
                "-1,none",
                "1e12,none",
                "4102444800000,none",
                "4102444799999,2099-12-31T23:59:59.999Z",
                "'\"1999-12-31T23:59:59Z\"',none",
                "'\"2025-11-13T17:00:00\"',none",
                "'\"2025-13-45T17:00:00Z\"',none",
                "'\"tomorrow\"',none",
                "'\"\"',none",
                "null,none"
            })
    void readsPlausibleTimestampsOnly(String value, Instant expected) {
        assertThat(peek("{'timestamp':" + value + "}").timestamp()).isEqualTo(expected);
    }

    private static EventPeek.Peeked peek(String body) {
        return EventPeek.peek(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
