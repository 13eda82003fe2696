package io.jiraagent.agent.enhancer;

import io.jiraagent.ticket.Ticket;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keeps a ticket's labels and suggests more, each only where the ticket uses its word. */
final class LabelAdvisor {
    private static final int MOST_SUGGESTED = 5;
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+(?:-[\\p{L}\\p{N}]+)*");
    private static final Pattern ADDRESS = Pattern.compile("(?:https?://|www\\.|[\\w.+-]{1,64}@)\\S+");

    private final Map<String, String> labels = WordLists.groupByPhrase("labels.txt");

    List<String> labels(Ticket ticket) {
        Map<String, String> chosen = new LinkedHashMap<>();
        ticket.labels().stream()
                .filter(label -> !label.isBlank())
                .forEach(label -> chosen.putIfAbsent(label.toLowerCase(Locale.ROOT), label));
        int most = chosen.size() + MOST_SUGGESTED;
        suggest(ticket.summary(), chosen, most);
        suggest(ticket.description(), chosen, most);
        return List.copyOf(chosen.values());
    }

    private void suggest(String text, Map<String, String> chosen, int most) {
        String head = text.substring(0, Math.min(text.length(), Sentences.BOUND));
        String prose = ADDRESS.matcher(head)
                .replaceAll(address -> " ".repeat(address.group().length()));
        Matcher word = WORD.matcher(prose);
        Span before = null;
        while (word.find() && chosen.size() < most) {
            Span here = new Span(word.start(), word.end());
            Span pair = before == null ? here : new Span(before.start(), here.end());
            String label = labels.getOrDefault(plain(pair.of(prose)), labels.get(plain(here.of(prose))));
            Span evidence = labels.containsKey(plain(pair.of(prose))) ? pair : here;
            if (label != null && !Negation.deniesTopic(prose, evidence)) {
                chosen.putIfAbsent(label, label);
            }
            before = here;
        }
    }

    private static String plain(String words) {
        return words.toLowerCase(Locale.ROOT);
    }
}
