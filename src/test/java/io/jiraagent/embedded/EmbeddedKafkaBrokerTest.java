package io.jiraagent.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class EmbeddedKafkaBrokerTest {
    @Test
    void theControllerIsNotGivenTheBrokersPortThoughNobodyListensOnItYet() {
        Iterator<Integer> offered = List.of(40_001, 40_001, 40_002).iterator();

        assertThat(EmbeddedKafkaBroker.another(40_001, offered::next)).isEqualTo(40_002);
    }
}
