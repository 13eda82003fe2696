package io.jiraagent.ticket;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;

/** Finds the address under which a person opens the issue: {@code https://host/browse/KEY}. */
final class BrowseLink {
    private static final int MAX_LENGTH = 2000;
    /** Atlassian's gateway: issues have REST addresses there, but no pages. */
    private static final String GATEWAY = "api.atlassian.com";

    private BrowseLink() {}

    /** The first given address that is http(s), else one made of the REST address, else null. */
    static String of(List<JsonNode> given, JsonNode self, String key) {
        for (JsonNode node : given) {
            URI uri = web(node.textValue());
            if (uri != null) {
                return uri.toString();
            }
        }
        URI rest = web(self.textValue());
        if (rest == null || GATEWAY.equalsIgnoreCase(rest.getHost())) {
            return null;
        }
        String path = rest.getRawPath() == null ? "" : rest.getRawPath();
        int api = path.indexOf("/rest/");
        String context = api < 0 ? "" : path.substring(0, api);
        String port = rest.getPort() < 0 ? "" : ":" + rest.getPort();
        return rest.getScheme().toLowerCase(Locale.ROOT) + "://" + rest.getHost() + port + context + "/browse/" + key;
    }

    private static URI web(String text) {
        if (text == null || text.length() > MAX_LENGTH) {
            return null;
        }
        try {
            URI uri = new URI(text.strip());
            boolean isWeb = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
            return isWeb && uri.getHost() != null && uri.getRawUserInfo() == null ? uri : null;
        } catch (URISyntaxException notAnAddress) {
            return null;
        }
    }
}
