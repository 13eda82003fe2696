package io.jiraagent.agent.enhancer;

import io.jiraagent.agent.enhancer.EnhancedTicket.Question;
import io.jiraagent.ticket.Ticket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks the author for what the ticket leaves out: once for each section it needs, in the ticket's words where safe. */
final class Questions {
    /** Shorter descriptions leave a reader guessing. */
    static final int FEWEST_WORDS = 8;

    private static final int LONGEST_TOPIC = 90;
    /** Text of the ticket is repeated only where no reader or program can take it for anything else. */
    private static final Pattern SAFE = Pattern.compile("[\\p{L}\\p{N} .,'’/+%()-]+");

    private static final Pattern BROWSER = word("(chrome|firefox|safari|edge|internet explorer|opera)");
    private static final Pattern SYSTEM = word("(windows|macos|mac os|linux|ubuntu|android|ios|iphone|ipad)");
    private static final Pattern MOBILE = word("(mobile|phone|tablet|app store|android|ios|iphone|ipad)");
    private static final Pattern API = word("(api|endpoint|webhook|rest|graphql|curl)");
    private static final Pattern WEB =
            word("(page|browser|website|site|button|screen|form|link|login|log in|dashboard)");

    private final SummaryLine summaryLine;

    Questions(SummaryLine summaryLine) {
        this.summaryLine = summaryLine;
    }

    List<Question> ask(Ticket ticket, TicketKind kind, Sections sections) {
        List<Question> questions = new ArrayList<>();
        String topic = topic(ticket);
        if (!summaryLine.isSpecific(ticket.summary())) {
            questions.add(new Question("summary", aboutSummary(ticket.summary())));
        }
        if (Words.count(ticket.description(), FEWEST_WORDS) < FEWEST_WORDS) {
            questions.add(new Question("description", aboutDescription(kind)));
        }
        for (Section section : kind.needs()) {
            if (!sections.has(section)) {
                questions.add(new Question(section.key(), text(section, kind, topic, ticket)));
            }
        }
        return questions;
    }

    private String text(Section section, TicketKind kind, String topic, Ticket ticket) {
        String it = topic.isEmpty() ? "this" : "“" + topic + "”";
        String report = topic.isEmpty() ? "W" : "You report “" + topic + "”: w";
        return switch (section) {
            case STEPS_TO_REPRODUCE ->
                "Which steps lead to " + it
                        + "? Please list them one by one, from the page or screen you start on, with the data you enter.";
            case EXPECTED_RESULT ->
                switch (kind) {
                    case DEFECT, INCIDENT -> report + "hat did you expect to happen instead?";
                    case CHANGE ->
                        "How will we see that " + it
                                + " is done? Please list the acceptance criteria: what somebody can do or see afterwards.";
                    case SUPPORT -> "What would you like to have or be able to do in the end?";
                };
            case ACTUAL_RESULT ->
                kind == TicketKind.SUPPORT
                        ? "What happens at the moment? Please say what you tried and copy any message you see, word for word."
                        : report + "hat exactly happens, and since when? Please copy any error message word for word.";
            case ENVIRONMENT -> environment(ticket);
            case IMPACT ->
                kind == TicketKind.CHANGE
                        ? "Who gains what from " + it + ", and is there a date by which it is needed?"
                        : "Who is affected by " + it
                                + ": one person, a team, all customers? How often, and is there a way around it?";
        };
    }

    private static String environment(Ticket ticket) {
        String text = head(ticket.summary()) + "\n" + head(ticket.description());
        Optional<String> browser = mention(BROWSER, text);
        Optional<String> system = mention(SYSTEM, text);
        if (browser.isPresent()) {
            return "You mention " + browser.get()
                    + ": does it happen there, in which version, and on which operating system? Does another browser show it"
                    + " too?";
        }
        if (MOBILE.matcher(text).find()) {
            return system.map(name -> "You mention " + name + ": w").orElse("W")
                    + "hich device, which version of its operating system and which version of the app do you use?";
        }
        if (system.isPresent()) {
            return "You mention " + system.get()
                    + ": which version of it, and which version of the product do you use?";
        }
        if (API.matcher(text).find()) {
            return "Which address did you call, on which environment (production, staging, test), with which version of the"
                    + " API or client?";
        }
        if (WEB.matcher(text).find()) {
            return "Which browser and version, on which operating system, and on which environment (production, staging,"
                    + " test)?";
        }
        return "Where does it happen: which version of the product, on which system, and on which environment (production,"
                + " staging, test)?";
    }

    private static String aboutSummary(String summary) {
        return summary.isBlank()
                ? "What is this ticket about, in one line: what happens, where, and for whom?"
                : "Could you make the summary more specific: what happens, where, and for whom?";
    }

    private static String aboutDescription(TicketKind kind) {
        return switch (kind) {
            case DEFECT, INCIDENT -> "The description is missing or very short. What were you doing when it happened?";
            case CHANGE -> "The description is missing or very short. Who needs this, and what should it look like?";
            case SUPPORT -> "The description is missing or very short. What are you trying to do?";
        };
    }

    /** The ticket's summary; empty where it should not be repeated. */
    private String topic(Ticket ticket) {
        String line = summaryLine.clean(ticket.summary());
        boolean safe = summaryLine.isSpecific(ticket.summary())
                && line.length() <= LONGEST_TOPIC
                && SAFE.matcher(line).matches()
                && !line.contains("//");
        return safe ? line : "";
    }

    private static Optional<String> mention(Pattern names, String text) {
        Matcher matcher = names.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static String head(String text) {
        return text.substring(0, Math.min(text.length(), Sentences.BOUND));
    }

    private static Pattern word(String alternatives) {
        return Pattern.compile("\\b" + alternatives + "\\b", Pattern.CASE_INSENSITIVE);
    }
}
