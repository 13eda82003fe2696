package io.jiraagent.jira;

import io.jiraagent.outbound.AddressKind;
import io.jiraagent.tenant.UrlCheck;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * Says which addresses a Jira may have, so that nobody reaches into a private network by connecting one. A token leaves
 * for a public address only encrypted. Thread-safe.
 */
public final class JiraAddressGuard implements UrlCheck {
    private static final int MAX_LENGTH = 2000;

    private final Set<AddressKind> allowed;

    /**
     * @param allowPrivateNetworks private addresses are allowed, and loopback
     * @param allowLoopback this machine is allowed
     */
    public JiraAddressGuard(boolean allowPrivateNetworks, boolean allowLoopback) {
        EnumSet<AddressKind> kinds = EnumSet.of(AddressKind.PUBLIC);
        if (allowPrivateNetworks) {
            kinds.add(AddressKind.PRIVATE);
        }
        if (allowPrivateNetworks || allowLoopback) {
            kinds.add(AddressKind.LOOPBACK);
        }
        this.allowed = Set.copyOf(kinds);
    }

    /** A name that cannot be resolved now is let through: every request asks {@link #resolve} again. */
    @Override
    public void check(String url) {
        URI uri = parse(url);
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        require(scheme.equals("https") || scheme.equals("http"), "does not begin with https://");
        require(uri.getHost() != null && uri.getRawUserInfo() == null, "has no usable host name, or a user in it");
        require(uri.getRawQuery() == null && uri.getRawFragment() == null, "has a query or a fragment");
        try {
            for (InetAddress address : resolve(uri.getHost())) {
                require(
                        scheme.equals("https") || AddressKind.of(address) != AddressKind.PUBLIC,
                        "does not begin with https://, so the token could be read on its way");
            }
        } catch (UnknownHostException e) {
            require(scheme.equals("https"), "does not begin with https://, and its host cannot be resolved");
        }
    }

    /**
     * The addresses of a host to connect to; they are to be used as they are, without asking again.
     *
     * @throws IllegalArgumentException one of them is not allowed; says why
     */
    InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = InetAddress.getAllByName(host);
        for (InetAddress address : addresses) {
            AddressKind kind = AddressKind.of(address);
            require(
                    allowed.contains(kind),
                    "leads to " + kind.description() + ", which is not allowed"
                            + (kind == AddressKind.SPECIAL
                                    ? ""
                                    : "; agent.allow-private-networks=true would allow it"));
        }
        return addresses;
    }

    private static URI parse(String url) {
        require(url != null && !url.isBlank() && url.length() <= MAX_LENGTH, "is empty or too long");
        try {
            return new URI(url);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("The address of Jira is not a valid URL: " + e.getReason(), e);
        }
    }

    private static void require(boolean condition, String complaint) {
        if (!condition) {
            throw new IllegalArgumentException("The address of Jira " + complaint);
        }
    }
}
