package io.jiraagent.tenant;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** What names may look like, and telling them from ids. */
public final class Names {
    private static final Pattern SLUG = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final int UUID_LENGTH = 36;
    private static final int MAX_TITLE = 200;

    private Names() {}

    /**
     * Checks a name that becomes part of file, route and topic names.
     *
     * @param what is named, for the message
     * @throws InvalidRegistrationException it is not usable
     */
    public static void checkSlug(String what, String name) {
        if (!SLUG.matcher(name).matches() || asId(name).isPresent()) {
            throw new InvalidRegistrationException(
                    what.equals("kind") ? "kind" : "name",
                    "The name of a " + what + " is 1 to 63 of a-z, 0-9 and -, does not"
                            + " begin with - and is not an id; '" + printable(name) + "' is not like that.");
        }
    }

    /**
     * Checks a name for people to read.
     *
     * @throws InvalidRegistrationException it is not usable
     */
    public static void checkTitle(String what, String name) {
        if (name.isBlank()
                || name.length() > MAX_TITLE
                || !printable(name).equals(name)
                || asId(name).isPresent()) {
            throw new InvalidRegistrationException(
                    "name",
                    "The name of " + what + " is one line of 1 to " + MAX_TITLE + " characters, and not an id; '"
                            + printable(name) + "' is not like that.");
        }
    }

    /** The id that a text is, in the form of RFC 9562 with letters of either case; empty: it is a name, or names nothing. */
    public static Optional<UUID> asId(String idOrName) {
        if (idOrName.length() != UUID_LENGTH) {
            return Optional.empty();
        }
        try {
            UUID id = UUID.fromString(idOrName);
            // It takes digits of any script, and groups of any length.
            return id.toString().equalsIgnoreCase(idOrName) ? Optional.of(id) : Optional.empty();
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }

    private static String printable(String text) {
        return text.replaceAll("[\\p{Cntrl}\\u0080-\\u009f\\u2028\\u2029]", "?");
    }
}
