package io.jiraagent.faults;

import java.time.Duration;
import java.util.function.Function;

/**
 * A server that the program depends on goes away for some seconds.
 *
 * @param server which of a site's
 */
record ServerFault(String name, String description, Function<Site, Server> server, How how) implements Fault {
    private static final int LONGEST_MILLIS = 4000;

    /** How it goes away. */
    enum How {
        STOPPED,
        KILLED,
        PAUSED
    }

    @Override
    public void strike(Scene scene) {
        Server struck = server.apply(scene.site());
        Duration outage = Duration.ofMillis(500L + scene.upTo(LONGEST_MILLIS));
        switch (how) {
            case STOPPED -> struck.stop();
            case KILLED -> struck.kill();
            case PAUSED -> struck.pause();
        }
        scene.struck();
        scene.goOn(outage);
        if (how == How.PAUSED) {
            struck.resume();
        } else {
            struck.start();
        }
    }
}
