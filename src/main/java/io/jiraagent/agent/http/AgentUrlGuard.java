package io.jiraagent.agent.http;

import io.jiraagent.outbound.AddressKind;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * Says which addresses agents may be called at, so that nobody reaches into a private network by entering an agent
 * (<a href="https://cheatsheetseries.owasp.org/cheatsheets/Server_Side_Request_Forgery_Prevention_Cheat_Sheet.html">SSRF</a>).
 * Its messages never quote the URL. Thread-safe.
 */
public final class AgentUrlGuard {
    private static final int MAX_LENGTH = 2000;
    private static final int MAX_PORT = 65535;

    private final Set<AddressKind> allowed;
    private final HostResolver resolver;

    /** Finds the addresses of a host name, as {@link InetAddress#getAllByName} does. */
    @FunctionalInterface
    public interface HostResolver {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    /**
     * @param allowPrivateNetworks private addresses are allowed, and loopback
     * @param allowLoopback this machine is allowed
     */
    public AgentUrlGuard(boolean allowPrivateNetworks, boolean allowLoopback, HostResolver resolver) {
        EnumSet<AddressKind> kinds = EnumSet.of(AddressKind.PUBLIC);
        if (allowPrivateNetworks) {
            kinds.add(AddressKind.PRIVATE);
        }
        if (allowPrivateNetworks || allowLoopback) {
            kinds.add(AddressKind.LOOPBACK);
        }
        this.allowed = Set.copyOf(kinds);
        this.resolver = resolver;
    }

    /**
     * To be called when an agent is saved. A name that cannot be resolved now is let through: every call asks
     * {@link #resolve} again, and only that counts.
     *
     * @throws IllegalArgumentException the URL, or an address that its host has, is not allowed; says why
     */
    public void check(String url) {
        try {
            resolve(host(url));
        } catch (UnknownHostException e) {
            return;
        }
    }

    /**
     * @return the host of a usable URL
     * @throws IllegalArgumentException the URL is not usable; says why
     */
    static String host(String url) {
        URI uri = parse(url);
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        require(scheme.equals("http") || scheme.equals("https"), "begins neither with http:// nor with https://");
        require(
                uri.getRawAuthority() == null || uri.getRawAuthority().indexOf('@') < 0,
                "holds a user name or password; the agent is told by the request's signature who asks");
        require(uri.getHost() != null && uri.getHost().indexOf('%') < 0, "has no usable host name");
        require(uri.getPort() != 0 && uri.getPort() <= MAX_PORT, "has no usable port");
        require(uri.getRawFragment() == null, "has a fragment (#), which is never sent");
        return uri.getHost();
    }

    private static URI parse(String url) {
        require(url != null && !url.isBlank(), "is empty");
        require(url.length() <= MAX_LENGTH, "is longer than " + MAX_LENGTH + " characters");
        try {
            return new URI(url);
        } catch (URISyntaxException e) {
            throw refused("is not a valid URL: " + e.getReason() + " at character " + (e.getIndex() + 1));
        }
    }

    /**
     * The addresses of a host to connect to; they are to be used as they are, without asking again.
     *
     * @throws IllegalArgumentException one of them is not allowed; says why
     */
    InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = resolver.resolve(host);
        for (InetAddress address : addresses) {
            AddressKind kind = AddressKind.of(address);
            if (!allowed.contains(kind)) {
                String remedy = kind == AddressKind.SPECIAL ? "" : "; agent.allow-private-networks=true would allow it";
                throw refused("leads to " + kind.description() + ", which is not allowed" + remedy);
            }
        }
        return addresses;
    }

    private static void require(boolean condition, String complaint) {
        if (!condition) {
            throw refused(complaint);
        }
    }

    private static IllegalArgumentException refused(String complaint) {
        return new IllegalArgumentException("The agent's URL " + complaint);
    }
}
