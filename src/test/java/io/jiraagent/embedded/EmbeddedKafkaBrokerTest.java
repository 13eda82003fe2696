package io.jiraagent.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaBrokerTest {
    @TempDir
    private Path folder;

    @Test
    void startsThoughTheBrokersPortIsOfferedToItsControllerAsWell() {
        int port = EmbeddedKafkaBroker.freePort();
        Iterator<Integer> offered = List.of(port, port, EmbeddedKafkaBroker.freePort(), EmbeddedKafkaBroker.freePort())
                .iterator();

        try (EmbeddedKafkaBroker broker = EmbeddedKafkaBroker.start(folder, port, offered::next)) {
            assertThat(broker.bootstrapServers()).isEqualTo("127.0.0.1:" + port);
        }
    }
}
