package io.jiraagent.access;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Where to go after signing in: never to another server. */
public final class LocalPath {
    public static final String START = "/Execution_History";

    // One slash, then no second one nor a backslash, which browsers take for one.
    private static final Pattern LOCAL = Pattern.compile("/(?![/\\\\])[\\x21-\\x7E&&[^\\\\]]{0,2000}");

    private LocalPath() {}

    /** @return {@code wanted} if it is a path of this server other than those for signing in, else the start page */
    public static String orStart(String wanted) {
        boolean usable = wanted != null
                && LOCAL.matcher(wanted).matches()
                && !wanted.startsWith("/login")
                && !wanted.startsWith("/logout");
        return usable && !wanted.equals("/") ? wanted : START;
    }

    /** The sign-in page that leads back to {@code path}. */
    public static String signInFor(String path) {
        String next = orStart(path);
        return next.equals(START) ? "/login" : "/login?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
    }
}
