package io.jiraagent.routing;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import io.jiraagent.testing.Executions;
import io.jiraagent.testing.RunningProgram;
import io.jiraagent.testing.WebhookClient;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Connections that are opened and not used. */
class IdleConnectionsRouteTest {
    private static final int WANTED = 5000;

    private final RunningProgram program = RunningProgram.shared();
    private final List<Socket> idle = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (Socket socket : idle) {
            socket.close();
        }
    }

    /** Both ends are in this process; half of what it may still open is left for everything else. */
    private static int affordable() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? (int) Math.min(WANTED, (system.getMaxFileDescriptorCount() - system.getOpenFileDescriptorCount()) / 3)
                : WANTED / 10;
    }

    @Test
    void fiveThousandDoNotKeepGoodEventsOutAndAreEnded() throws IOException {
        int count = affordable();
        for (int i = 0; i < count; i++) {
            Socket socket = new Socket(
                    InetAddress.getLoopbackAddress(),
                    program.settings().server().port());
            socket.setSoTimeout(60_000);
            idle.add(socket);
        }

        WebhookClient.Answer answer = new WebhookClient(program).post(WebhookClient.body("IDLE-1", "Login fails"));

        assertThat(answer.status()).isEqualTo(202);
        assertThat(new Executions(program).ended(answer.executionId())).containsEntry("status", "completed");
        assertThat(idle).allSatisfy(socket -> assertThat(end(socket)).isEqualTo(-1));
    }

    private static int end(Socket socket) throws IOException {
        try (InputStream in = socket.getInputStream()) {
            return in.read();
        } catch (SocketException e) {
            return -1;
        }
    }
}
