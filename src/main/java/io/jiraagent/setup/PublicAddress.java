package io.jiraagent.setup;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Whether Jira can reach this program at the address that it has. */
final class PublicAddress {
    private static final int HTTPS_PORT = 443;
    /** Those that Jira Cloud sends webhooks to. */
    private static final Set<Integer> CLOUD_PORTS = Set.of(
            HTTPS_PORT,
            1880,
            1881,
            1882,
            1883,
            1884,
            1885,
            1886,
            1887,
            1888,
            1889,
            1890,
            4044,
            6017,
            7990,
            8060,
            8080,
            8085,
            8089,
            8090,
            8443,
            8444,
            8900,
            9420,
            9520,
            9900);

    private static final Pattern PRIVATE = Pattern.compile("(10|127)\\..*|192\\.168\\..*|169\\.254\\..*"
            + "|172\\.(1[6-9]|2\\d|3[01])\\..*|0\\.0\\.0\\.0|\\[(::1|f[cd].*|fe80.*)]|localhost|[^.\\[]+"
            + "|.*\\.(local|localhost|internal|test|lan|home\\.arpa)");

    private PublicAddress() {}

    /** What is wrong with it, each with what to do; empty when nothing is known to be. */
    static List<String> warnings(String publicUrl) {
        URI uri = URI.create(publicUrl);
        String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
        boolean https = "https".equalsIgnoreCase(uri.getScheme());
        int port = uri.getPort() >= 0 ? uri.getPort() : https ? HTTPS_PORT : 80;
        List<String> warnings = new ArrayList<>();
        if (PRIVATE.matcher(host).matches()) {
            warnings.add("The address " + publicUrl + " is of this machine or of a private network: Jira Cloud cannot"
                    + " reach it, and Jira Data Center only from within. Put a public name in front (reverse proxy or"
                    + " tunnel) and set server.public-url to it.");
        }
        if (!https) {
            warnings.add("The address is not https: Jira Cloud sends webhooks only over https with a certificate that"
                    + " everybody trusts, and the token of a rule would travel readable. Set server.public-url to"
                    + " https://….");
        }
        if (!CLOUD_PORTS.contains(port)) {
            warnings.add(
                    "Port " + port + " is not one that Jira Cloud sends webhooks to; use 443, or another of"
                            + " 1880-1890, 4044, 6017, 7990, 8060, 8080, 8085, 8089, 8090, 8443, 8444, 8900, 9420, 9520, 9900.");
        }
        return warnings;
    }
}
