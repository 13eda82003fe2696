package io.jiraagent.web;

import io.jiraagent.problem.Problem;
import io.jiraagent.problem.ProblemException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The parameters of a query or of a form ({@code application/x-www-form-urlencoded}), read where the request has them: as
 * message headers they could be taken for ours. A blank value counts as none. What cannot be used is a 400 that names the
 * parameter, what it got, and what it wants. Immutable.
 */
public final class Parameters {
    /** A list's page of ids, and what else stands in its form. */
    private static final int MAX_PARAMETERS = 100;

    private static final int MAX_LENGTH = 2000;
    private static final int SHOWN = 60;
    static final Pattern UUID_FORM =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,9}");

    private final Map<String, List<String>> values;

    private Parameters(Map<String, List<String>> values) {
        this.values = values;
    }

    /** @param encoded null counts as empty */
    public static Parameters parse(String encoded) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        if (encoded != null && !encoded.isEmpty()) {
            String[] pairs = encoded.split("&", -1);
            if (pairs.length > MAX_PARAMETERS) {
                throw bad("There are more than " + MAX_PARAMETERS + " parameters");
            }
            for (String pair : pairs) {
                String[] parts = pair.split("=", 2);
                values.computeIfAbsent(decode(parts[0]), n -> new ArrayList<>(1))
                        .add(parts.length == 2 ? decode(parts[1]) : "");
            }
            values.remove("");
        }
        return new Parameters(values);
    }

    /** Values that came otherwise than percent-encoded. */
    public static Parameters of(Map<String, String> values) {
        Map<String, List<String>> lists = new LinkedHashMap<>();
        values.forEach((name, value) -> lists.put(name, List.of(value)));
        return new Parameters(lists);
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(Problem.badRequest(
                    "A parameter is not percent-encoded correctly: " + shown(text), "Write % itself as %25."));
        }
    }

    /** Refuses names that would otherwise be ignored and so widen what is answered. */
    public void refuseOthersThan(Set<String> known) {
        for (String name : values.keySet()) {
            if (!known.contains(name)) {
                throw new ProblemException(Problem.badRequest(
                        "Unknown parameter " + shown(name),
                        "Known are: "
                                + String.join(", ", known.stream().sorted().toList()) + "."));
            }
        }
    }

    public Optional<String> text(String name) {
        List<String> all = values.getOrDefault(name, List.of());
        if (all.size() > 1) {
            throw bad(name + " is given " + all.size() + " times; give it once");
        }
        Optional<String> value =
                all.stream().map(String::strip).filter(v -> !v.isEmpty()).findFirst();
        value.ifPresent(v -> {
            if (v.length() > MAX_LENGTH || v.chars().anyMatch(Character::isISOControl)) {
                throw refused(name, v, "at most " + MAX_LENGTH + " characters without control characters");
            }
        });
        return value;
    }

    /** A value of any length, with its line breaks; blank counts as none. */
    public Optional<String> rawText(String name) {
        return values.getOrDefault(name, List.of()).stream()
                .filter(value -> !value.isBlank())
                .findFirst();
    }

    public Optional<UUID> uuid(String name) {
        return text(name).map(value -> uuid(name, value));
    }

    /** What may be given more than once; in the order given, each once. */
    public List<UUID> uuids(String name) {
        return values.getOrDefault(name, List.of()).stream()
                .map(value -> uuid(name, value))
                .distinct()
                .toList();
    }

    private static UUID uuid(String name, String value) {
        if (!UUID_FORM.matcher(value).matches()) {
            throw refused(name, value, "a UUID such as 00bab7b6-6335-4359-96b4-f48f3460b610");
        }
        return UUID.fromString(value);
    }

    /** Every name with a value of it, as they came. */
    public List<Map.Entry<String, String>> pairs() {
        return values.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(value -> Map.entry(entry.getKey(), value)))
                .toList();
    }

    public Optional<String> oneOf(String name, Collection<String> allowed) {
        return text(name).map(value -> {
            if (!allowed.contains(value)) {
                throw refused(name, value, "one of " + String.join(", ", allowed));
            }
            return value;
        });
    }

    public int number(String name, int fallback, int least, int most) {
        return text(name)
                .map(value -> {
                    int number = NUMBER.matcher(value).matches() ? Integer.parseInt(value) : Integer.MIN_VALUE;
                    if (number < least || number > most) {
                        throw refused(name, value, "a whole number from " + least + " to " + most);
                    }
                    return number;
                })
                .orElse(fallback);
    }

    public ZoneId zone(String name) {
        return text(name)
                .map(value -> {
                    if (!ZoneId.getAvailableZoneIds().contains(value)) {
                        throw refused(name, value, "a time zone such as Europe/Berlin");
                    }
                    return ZoneId.of(value);
                })
                .orElse(ZoneId.of("UTC"));
    }

    /** A 400 in the form that all of them have. */
    public static ProblemException refused(String name, String got, String wants) {
        return bad(name + " got " + shown(got) + "; it wants " + wants);
    }

    private static ProblemException bad(String detail) {
        return new ProblemException(Problem.badRequest(detail, null));
    }

    private static String shown(String text) {
        String plain = text.replaceAll("\\p{Cntrl}", "?");
        return "'" + (plain.length() > SHOWN ? plain.substring(0, SHOWN) + "…" : plain) + "'";
    }
}
