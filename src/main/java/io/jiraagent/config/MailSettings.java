package io.jiraagent.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where alerts are sent by e-mail.
 *
 * @param to addresses; empty: none is sent
 * @param from the sender's address
 * @param host of the SMTP server
 * @param user empty: without signing in
 * @param password a secret
 */
public record MailSettings(
        List<String> to, String from, String host, int port, Encryption encryption, String user, String password) {
    private static final String TO = "alert.mail-to";
    private static final String ADDRESS = "[^\\s@<>,]+@[^\\s@<>,]+";

    /** How the connection to the SMTP server is kept secret. */
    public enum Encryption {
        /** Begun in clear text, encrypted before anything is told; without it nothing is sent. */
        STARTTLS,
        /** From the first byte on. */
        TLS,
        /** For a server on this machine. */
        NONE;

        static Encryption of(String name) {
            return Stream.of(values())
                    .filter(e -> e.name().toLowerCase(Locale.ROOT).equals(name))
                    .findFirst()
                    .orElseThrow(() -> PropertySource.refuse("alert.smtp-encryption", name, "starttls, tls or none"));
        }
    }

    static MailSettings read(PropertySource source) {
        List<String> to =
                source.text(TO).map(text -> List.of(text.split("\\s*,\\s*"))).orElse(List.of());
        MailSettings mail = new MailSettings(
                to,
                source.text("alert.mail-from", ""),
                source.text("alert.smtp-host", "localhost"),
                source.number("alert.smtp-port", 587, 1, 65535),
                Encryption.of(source.text("alert.smtp-encryption", "starttls")),
                source.text("alert.smtp-user", ""),
                source.text("alert.smtp-password", ""));
        to.forEach(address -> requireAddress(TO, address));
        if (mail.wanted()) {
            requireAddress("alert.mail-from", mail.from());
        }
        return mail;
    }

    private static void requireAddress(String key, String address) {
        if (!address.matches(ADDRESS)) {
            throw PropertySource.refuse(key, address, "an address such as ops@example.org");
        }
    }

    /** Somebody is to get e-mail. */
    public boolean wanted() {
        return !to.isEmpty();
    }

    /** Who signs in; empty: nobody. */
    public Optional<String> signIn() {
        return user.isEmpty() ? Optional.empty() : Optional.of(user);
    }

    @Override
    public String toString() {
        return "MailSettings[to=" + to + ", from=" + from + ", host=" + host + ", port=" + port + ", encryption="
                + encryption + ", user=" + user + ", password=***]";
    }
}
