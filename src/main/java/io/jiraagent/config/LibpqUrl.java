package io.jiraagent.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/**
 * The form of address that psql takes, {@code postgresql://user:password@host:port/database}, as
 * <a href="https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS">libpq defines it</a>.
 * Accepted because it is what people have at hand, and what {@code demo.env} hands out.
 */
final class LibpqUrl {
    private LibpqUrl() {}

    /** User and password of the URL win over those given apart. */
    static Settings.Database toDatabase(String url, String user, String password, int poolSize) {
        try {
            URI uri = new URI(url);
            if (uri.getHost() == null) {
                throw PropertySource.refuse("database.url", withoutPassword(url), "a host name");
            }
            String urlUser = user;
            String urlPassword = password;
            if (uri.getRawUserInfo() != null) {
                String[] parts = uri.getRawUserInfo().split(":", 2);
                urlUser = decode(parts[0]);
                urlPassword = parts.length == 2 ? decode(parts[1]) : password;
            }
            String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
            String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
            String jdbc = "jdbc:postgresql://" + uri.getHost() + port + uri.getRawPath() + query;
            return new Settings.Database(jdbc, urlUser, urlPassword, poolSize);
        } catch (URISyntaxException e) {
            throw PropertySource.refuse(
                    "database.url",
                    withoutPassword(url),
                    "a URL such as postgresql://user:password@host:5432/database");
        }
    }

    static String withoutPassword(String url) {
        return url.replaceAll("://([^:@/]*):[^@]*@", "://$1:***@").replaceAll("password=[^&]*", "password=***");
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
