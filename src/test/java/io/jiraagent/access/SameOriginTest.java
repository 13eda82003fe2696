package io.jiraagent.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SameOriginTest {
    private final SameOrigin sameOrigin = new SameOrigin("https://agents.example/");

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "same-origin, -, -, true",
                "none, -, -, true",
                "cross-site, https://agents.example, -, false",
                "same-site, -, -, false",
                "-, https://agents.example, 10.0.0.1:8080, true",
                "-, HTTPS://Agents.Example, -, true",
                "-, http://localhost:8080, localhost:8080, true",
                "-, http://localhost:8081, localhost:8080, false",
                "-, https://evil.example, agents.example, false",
                "-, null, agents.example, false",
                "-, -, agents.example, false"
            })
    void aRequestIsOursOnlyWhereTheBrowserSaysSo(String fetchSite, String origin, String host, boolean ours) {
        assertThat(sameOrigin.holds(fetchSite, origin, host)).isEqualTo(ours);
    }
}
