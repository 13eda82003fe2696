package io.jiraagent.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who has set an event off, and which comments are our own. */
class EventAuthorTest {
    private static final String MARK = OwnMark.of(UUID.fromString("00bab7b6-6335-4359-96b4-f48f3460b610"));

    private static EventAuthor.Author author(String body) {
        return EventAuthor.peek(body.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'webhookEvent':'jira:issue_updated','user':{'accountId':'557058:AB'},'issue':{'key':'A-1'}} | 557058:ab",
                "{'webhookEvent':'jira:issue_updated','user':{'self':'x','name':'bot','key':'JIRAUSER1'}} | bot,jirauser1",
                "{'webhookEvent':'comment_created','comment':{'author':{'accountId':'c-1'},'body':'x'}} | c-1",
                "{'webhookEvent':'comment_updated','comment':{'author':{'accountId':'c-1'},'updateAuthor':{'accountId':'c-2'}}} | c-2",
                "{'webhookEvent':'jira:issue_updated','user':{'accountId':'u'},'comment':{'author':{'accountId':'c'}}} | u",
                "{'key':'A-1','fields':{},'changelog':{'histories':[{'author':{'accountId':'h'},'items':[]}]}} | h",
                "{'issue_key':'A-1','actor':'Bot@Example.com'} | bot@example.com",
                "{'issue_key':'A-1','actor':{'accountId':'a-1'}} | a-1",
            })
    void theAuthorIsWhereTheFormatSaysIt(String body, String names) {
        assertThat(author(body.replace('\'', '"')).names()).containsExactlyInAnyOrder(names.split(",", -1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not JSON",
                "[]",
                "{'user':{'accountId':'bot'}",
                "{'user':{'accountId':'bot'}} x",
                "{'user':{'accountId':'bot'},'user':{'accountId':'person'}}",
                "{'issue_key':'A-1','user':{'accountId':'bot'}}",
                "{'issue_key':'A-1','actor':'bot','actor':'person'}",
                "{'issue':{'fields':{'user':{'accountId':'bot'},'reporter':{'accountId':'bot'}}}}",
                "{'key':'A-1','changelog':{'histories':[{'author':{'accountId':'bot'}},{'author':{'accountId':'x'}}]}}",
                "{'user':7,'comment':null,'changelog':[]}"
            })
    void whatIsBrokenOrInDoubtNamesNobody(String body) {
        assertThat(author(body.replace('\'', '"')).names()).isEmpty();
    }

    @Test
    void aCommentThatEndsWithOurMarkIsOurs() {
        assertThat(author("{\"comment\":{\"body\":\"Done.\\n\\n" + MARK + "\\n\"}}")
                        .ownComment())
                .isTrue();
        assertThat(author("{\"comment\":{\"body\":{\"type\":\"doc\",\"content\":[{\"type\":\"paragraph\",\"content\":["
                                + "{\"type\":\"text\",\"text\":\"Done.\"},{\"text\":\"" + MARK
                                + "\",\"type\":\"text\"}]}]}}}")
                        .ownComment())
                .isTrue();
        assertThat(author("{\"comment\":{\"body\":\"x\",\"properties\":[{\"key\":\"" + OwnMark.PROPERTY
                                + "\",\"value\":true}]}}")
                        .ownComment())
                .isTrue();
    }

    @Test
    void aPersonWhoQuotesOurCommentIsAPerson() {
        assertThat(author("{\"comment\":{\"body\":\"{quote}Done. " + MARK + "{quote}\\nThis is wrong.\"}}")
                        .ownComment())
                .isFalse();
        assertThat(author("{\"issue\":{\"fields\":{\"summary\":\"" + MARK + "\"}}}")
                        .ownComment())
                .isFalse();
    }

    @Test
    void aBodyWithoutTheMarkNeedNotBeLookedAt() {
        assertThat(OwnMark.mayBeIn("{\"summary\":\"jira-agen\"}".getBytes(StandardCharsets.UTF_8)))
                .isFalse();
        assertThat(OwnMark.mayBeIn(MARK.getBytes(StandardCharsets.UTF_8))).isTrue();
    }
}
