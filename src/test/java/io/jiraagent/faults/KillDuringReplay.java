package io.jiraagent.faults;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** An operator replays dead letters one after another, and the program ends when one is accepted but not answered. */
final class KillDuringReplay implements Fault {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MOST = 5;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Override
    public String name() {
        return "kill-replay-accepted";
    }

    @Override
    public String description() {
        return "`kill -9` when a replay is in the database and not answered; the operator repeats it";
    }

    @Override
    public void strike(Scene scene) {
        ProgramUnderTest program = scene.site().program();
        await("dead letters").atMost(PATIENCE).until(() -> deadLetters(scene).size() >= MOST);
        List<UUID> letters = deadLetters(scene);
        program.arm("replayed", scene.upTo(MOST));
        int answered = 0;
        while (program.alive() && answered < MOST) {
            replay(scene, letters.get(answered++));
        }
        program.awaitDeathAtPoint();
        scene.struck();
        program.start();
        program.awaitReady();
        for (UUID letter : letters.subList(0, answered)) {
            // 202 or 409: whether it was accepted before is what the operator did not know.
            await("the replay to be answered").atMost(PATIENCE).until(() -> replay(scene, letter));
        }
    }

    private static List<UUID> deadLetters(Scene scene) {
        return scene.site()
                .jdbc()
                .sql("""
                        SELECT id FROM agent_test_executions
                         WHERE agent_id = :agent AND status = 'failed' ORDER BY seq LIMIT 5""")
                .param("agent", scene.target(Behaviour.REFUSING).agentId())
                .query(UUID.class)
                .list();
    }

    /** Whether it was answered. */
    private boolean replay(Scene scene, UUID id) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(scene.site().url() + "/api/dead-letters/" + id + "/replay"))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + scene.site().apiToken())
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        try {
            int status =
                    http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            return status == 202 || status == 409;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
