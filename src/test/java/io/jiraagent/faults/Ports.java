package io.jiraagent.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Free TCP ports, below those that the system gives to outgoing connections: a server that is restarted must find its
 * port free. Thread-safe.
 */
final class Ports {
    private static final int LOWEST = 20_000;
    private static final int HIGHEST = 32_000;

    private final SplittableRandom random = new SplittableRandom();
    private final Set<Integer> given = new HashSet<>();

    synchronized int next() {
        int port = random.nextInt(LOWEST, HIGHEST);
        while (!given.add(port) || !free(port)) {
            port = random.nextInt(LOWEST, HIGHEST);
        }
        return port;
    }

    private static boolean free(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
