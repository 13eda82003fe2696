package io.jiraagent.access;

import java.net.URI;
import java.util.Locale;
import java.util.Set;

/** Tells whether a browser's request comes from our own pages. Thread-safe. */
public final class SameOrigin {
    private static final Set<String> OWN_FETCHES = Set.of("same-origin", "none");

    private final String publicOrigin;

    /** @param publicUrl address that browsers use */
    public SameOrigin(String publicUrl) {
        URI url = URI.create(publicUrl);
        this.publicOrigin = lower(url.getScheme() + "://" + url.getAuthority());
    }

    /**
     * Browsers say where a form comes from in one of the two headers; whoever says nothing is not believed.
     *
     * @param fetchSite {@code Sec-Fetch-Site}, or null
     * @param origin {@code Origin}, or null
     * @param host {@code Host}, or null
     */
    public boolean holds(String fetchSite, String origin, String host) {
        if (fetchSite != null) {
            return OWN_FETCHES.contains(lower(fetchSite));
        }
        if (origin == null) {
            return false;
        }
        String from = lower(origin);
        return from.equals(publicOrigin)
                || (host != null && (from.equals("http://" + lower(host)) || from.equals("https://" + lower(host))));
    }

    private static String lower(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }
}
