package io.jiraagent.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jiraagent.setup.JiraSetup;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The template that rule authors copy. */
class SafeTemplateTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Pattern SMART = Pattern.compile("\\{\\{([\\w.]+)}}");

    /** What Jira makes of it: a text is escaped and gets its quotation marks, the rest is put in as it is. */
    private static String rendered(String text) throws Exception {
        Matcher smart = SMART.matcher(JiraSetup.bodyTemplate());
        StringBuilder body = new StringBuilder();
        while (smart.find()) {
            String name = smart.group(1);
            String value = name.startsWith("issue.key")
                    ? "\"TEST-7\""
                    : name.endsWith(".asJsonStringArray")
                            ? MAPPER.writeValueAsString(List.of(text))
                            : name.endsWith(".asJsonString")
                                    ? MAPPER.writeValueAsString(text)
                                    : "2026-02-03T04:05:06.0+0000";
            smart.appendReplacement(body, Matcher.quoteReplacement(value));
        }
        return smart.appendTail(body).toString();
    }

    @Test
    void isReadWithoutRepairsWhateverTheTicketSays() throws Exception {
        for (String text : List.of(
                "plain",
                "say \"hi\"",
                "C:\\users\\new",
                "two\r\nlines\tand a tab",
                "x\",\"key\":\"EVIL-1",
                "{{issue.key}} ends in \\",
                "“curly” 日本")) {
            byte[] body = rendered(text).getBytes(StandardCharsets.UTF_8);

            PayloadReading reading = new PayloadReader().read(body);

            assertThat(reading.repairs()).as(text).isEmpty();
            assertThat(reading.ticket().key()).isEqualTo("TEST-7");
            assertThat(reading.ticket().summary()).isEqualTo(text);
            assertThat(reading.ticket().description()).isEqualTo(text);
            assertThat(EventPeek.peek(body).timestamp()).isNotNull();
            assertThat(EventAuthor.peek(body).names()).containsExactly(text.toLowerCase(java.util.Locale.ROOT));
        }
    }

    @Test
    void saysTheSameAsTheFixesThatRepairsName() {
        List<TemplateKey> keys = new ArrayList<>(List.of(TemplateKey.ROOT));
        for (int i = 0; i < keys.size(); i++) {
            keys.addAll(keys.get(i).keys().values());
        }
        List<String> values = keys.stream().map(TemplateKey::value).toList();
        Matcher smart = SMART.matcher(JiraSetup.bodyTemplate());
        while (smart.find()) {
            assertThat(values).anyMatch(value -> value.contains(smart.group()));
        }
    }
}
