package io.jiraagent.faults;

import java.time.Duration;
import java.util.Optional;

/**
 * The disk under a server's data has no byte left for some seconds. The operator makes room, and starts the server if it
 * has given up.
 *
 * @param folder of the server's data in the site's directory
 */
record DiskFull(String name, String description, String folder) implements Fault {
    private static final int LONGEST_MILLIS = 4000;
    private static final Duration TO_GIVE_UP = Duration.ofSeconds(3);

    @Override
    public Optional<String> folderOnSmallDisk() {
        return Optional.of(folder);
    }

    @Override
    public void strike(Scene scene) {
        Server server =
                folder.equals(Site.KAFKA) ? scene.site().kafka() : scene.site().postgres();
        scene.site().smallDisk().fill();
        scene.struck();
        scene.goOn(Duration.ofMillis(1000L + scene.upTo(LONGEST_MILLIS)));
        scene.site().smallDisk().free();
        scene.goOn(TO_GIVE_UP);
        if (!server.alive()) {
            server.start();
        }
    }
}
