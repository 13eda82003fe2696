package io.jiraagent.agent.model;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What of a model's words may be passed on: plain visible text of bounded length, without the key, without the instructions,
 * and without addresses that the ticket does not name. Made for one attempt.
 */
final class Discretion {
    /** So many words in a row are no chance. */
    private static final int REPEATED_WORDS = 8;

    private static final int SHORTEST_KEY = 6;
    private static final String REMOVED = "[address removed]";
    private static final Pattern ADDRESS = Pattern.compile(
            "(?i)(?:\\b(?:[a-z][a-z0-9+.-]{1,20}://|www\\.|mailto:|javascript:|data:)|//(?=[\\w-]+\\.))[^\\s<>\"')\\]]+");
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

    private final Set<String> secrets = new HashSet<>();
    private final Set<List<String>> instructions;
    private final String ticket;

    /**
     * @param instructions what the model was told, with the boundary
     * @param ticket all text of it
     */
    Discretion(Optional<String> key, String boundary, String instructions, String ticket) {
        key.ifPresent(this::keep);
        keep(boundary);
        this.instructions = new HashSet<>(runs(instructions));
        this.ticket = ticket;
    }

    /** Also under the simplest disguises. */
    private void keep(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        List.of(
                        secret,
                        new StringBuilder(secret).reverse().toString(),
                        Base64.getEncoder().withoutPadding().encodeToString(bytes),
                        HexFormat.of().formatHex(bytes))
                .stream()
                .map(Discretion::bare)
                .filter(form -> form.length() >= SHORTEST_KEY)
                .forEach(secrets::add);
    }

    /** Empty when nothing is left, or nothing of it may be passed on. */
    Optional<String> pass(String text, int maxLength) {
        String visible = VisibleText.of(text).strip();
        String bare = bare(visible);
        if (visible.isEmpty()
                || secrets.stream().anyMatch(bare::contains)
                || runs(visible).stream().anyMatch(instructions::contains)) {
            return Optional.empty();
        }
        String safe = ADDRESS.matcher(visible).replaceAll(address -> ticket.contains(address.group()) ? "$0" : REMOVED);
        return Optional.of(safe.length() <= maxLength ? safe : shortened(safe, maxLength));
    }

    private static String shortened(String text, int maxLength) {
        int end = Character.isHighSurrogate(text.charAt(maxLength - 2)) ? maxLength - 2 : maxLength - 1;
        return text.substring(0, end) + "…";
    }

    private static String bare(String text) {
        return NO_WORD.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("");
    }

    private static List<List<String>> runs(String text) {
        List<String> words = NO_WORD.splitAsStream(text.toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty())
                .toList();
        List<List<String>> runs = new ArrayList<>();
        for (int i = 0; i + REPEATED_WORDS <= words.size(); i++) {
            runs.add(words.subList(i, i + REPEATED_WORDS));
        }
        return runs;
    }
}
