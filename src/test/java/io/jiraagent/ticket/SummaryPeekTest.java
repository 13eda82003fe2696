package io.jiraagent.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SummaryPeekTest {
    private static String peek(String body) {
        return SummaryPeek.peek(body.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'issue':{'key':'T-1','fields':{'summary':'It hangs'}}} | It hangs",
                "{'changelog':{'summary':'no'},'issue':{'fields':{'a':[1],'summary':'It hangs'}}} | It hangs",
                "{'key':'T-1','fields':{'summary':'It hangs'}} | It hangs",
                "{'issue_key':'T-1','summary':' It\\thangs \\n now '} | It hangs now",
                "{'issue':{'fields':{'summary':'It hangs'}},'broken | It hangs",
                "{'summary':'a\\u0000b\\ud800c'} | a b\uFFFDc",
            })
    void findsTheSummaryWhereverAPayloadKeepsIt(String body, String summary) {
        assertThat(peek(body.replace('\'', '"'))).isEqualTo(summary);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "[]", "nonsense", "{\"summary\":{\"type\":\"doc\"}}", "{\"summary\":\" \"}", "{\"a\": \"x"})
    void saysNothingWhereThereIsNone(String body) {
        assertThat(peek(body)).isNull();
    }

    @Test
    void isNeverLongerThanJiraLets() {
        assertThat(peek("{\"summary\":\"" + "😀".repeat(400) + "\"}"))
                .hasSize(SummaryPeek.MOST)
                .endsWith("\uFFFD");
    }
}
