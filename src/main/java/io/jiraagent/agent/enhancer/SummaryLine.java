package io.jiraagent.agent.enhancer;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Makes one calm line of the ticket's own words. */
final class SummaryLine {
    static final int LONGEST = 120;

    private static final int BOUND = 2000;
    private static final int FEWEST_WORDS = 3;
    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Cntrl}\\p{Z}]+");
    private static final Pattern REPLY = Pattern.compile("^(?:(?:re|fwd?|aw|wg|tr) ?: ?)+", Pattern.CASE_INSENSITIVE);
    private static final String ALARM =
            "(?:urgent|very urgent|super urgent|asap|please help|help|emergency|important|attention|dringend)";
    private static final Pattern ALARM_FIRST = Pattern.compile(
            "^(?:[\\[(*!]{0,3}" + ALARM + "(?:[\\])*!:.,–-]| [-–] | !){1,9} ?){1,4}", Pattern.CASE_INSENSITIVE);
    private static final Pattern ALARM_LAST =
            Pattern.compile("[ \\[(*!.,–-]{1,9}" + ALARM + "[\\])*!. ]{0,9}$", Pattern.CASE_INSENSITIVE);
    private static final Pattern MANY_MARKS = Pattern.compile("[!?]*![!?]*|\\?{2,}");
    private static final Pattern TAIL = Pattern.compile("[\\s.,;:!…–-]+$");
    private static final Pattern MARKUP =
            Pattern.compile("^(?:h[1-6]\\. |#{1,6} |[*_]{1,2}(?=\\S))|(?<=\\S)[*_]{1,2}$");
    private static final Pattern VAGUE = Pattern.compile(
            "(?:a |an |the |new |small |minor |please |some )?(?:bug|bugs|issue|issues|problem|problems|error|errors"
                    + "|help|question|ticket|request|task|test|fix|broken|crash|urgent|asap|failure|fehler|problème|erreur"
                    + "|(?:it |this |that )?(?:does not|doesn'?t|is not|isn'?t|not|don'?t) work(?:ing)?(?: any ?more)?|(?:es |das )?(?:geht|funktioniert|läuft) nicht(?: mehr)?|(?:ça |cela )?ne (?:marche|fonctionne) (?:pas|plus)|it(?:'s| is) broken|does not work|no title|n/a|tbd)?"
                    + "(?: (?:found|report|here|fix|please))?[.!?]*");
    private static final Set<String> ACRONYMS =
            Set.of("api ui ux url uri http https html css js json xml sql pdf csv xls sso"
                    .concat(
                            " saml ldap vpn dns ssl tls smtp imap sms otp mfa 2fa ios os db id crm erp aws gcp qa uat cpu ram npe rest")
                    .split(" "));

    private final Placeholders placeholders = new Placeholders();

    /** The summary cleaned; where it says next to nothing, the first telling line of the ticket. */
    String of(String summary, Sections sections, String description) {
        String cleaned = clean(summary);
        if (!isVague(summary)) {
            return cleaned;
        }
        return Stream.concat(Stream.ofNullable(sections.words(Section.ACTUAL_RESULT)), Stream.of(description))
                .map(this::firstSentence)
                .filter(line -> !isVague(line))
                .findFirst()
                .orElse(placeholders.isSaid(cleaned) ? cleaned : "");
    }

    /** Whether a summary tells what the ticket is about: not empty, not just "Bug", not a form's text. */
    boolean isVague(String summary) {
        String words = clean(summary);
        return !placeholders.isSaid(words)
                || VAGUE.matcher(words.toLowerCase(Locale.ROOT)).matches();
    }

    /** Whether it has the words to tell this ticket from others. */
    boolean isSpecific(String summary) {
        return !isVague(summary) && Words.count(clean(summary), FEWEST_WORDS) >= FEWEST_WORDS;
    }

    boolean isShouting(String summary) {
        String head = summary.substring(0, Math.min(summary.length(), BOUND));
        return isCapitals(head)
                || head.contains("!!")
                || ALARM_FIRST.matcher(head.strip()).find();
    }

    String clean(String summary) {
        String line = BLANKS.matcher(summary.substring(0, Math.min(summary.length(), BOUND)))
                .replaceAll(" ")
                .strip();
        line = MARKUP.matcher(REPLY.matcher(line).replaceFirst(""))
                .replaceAll("")
                .strip();
        String toned =
                ALARM_LAST.matcher(ALARM_FIRST.matcher(line).replaceFirst("")).replaceFirst("");
        line = toned.isBlank() ? line : toned;
        line = MANY_MARKS.matcher(line).replaceAll(marks -> marks.group().contains("?") ? "?" : "");
        line = TAIL.matcher(line).replaceFirst("").strip();
        return shorten(isCapitals(line) ? calm(line) : line);
    }

    private String firstSentence(String text) {
        String head = text.substring(0, Math.min(text.length(), BOUND));
        return head.lines()
                .filter(placeholders::isSaid)
                .map(line -> line.replaceFirst("^\\s*(?:[-*+•>]|\\d{1,2}[.)])\\s+", ""))
                .map(line -> line.split("(?<=[.!?])\\s", 2)[0])
                .map(this::clean)
                .filter(line -> Words.count(line, FEWEST_WORDS) >= FEWEST_WORDS)
                .findFirst()
                .orElse("");
    }

    private static boolean isCapitals(String line) {
        long upper = line.chars().filter(Character::isUpperCase).count();
        long lower = line.chars().filter(Character::isLowerCase).count();
        return upper >= 8 && upper > 4 * lower && line.strip().contains(" ");
    }

    private static String calm(String line) {
        StringBuilder calm = new StringBuilder(line.length());
        Matcher word = Pattern.compile("[\\p{L}\\p{N}']+").matcher(line);
        int from = 0;
        while (word.find()) {
            calm.append(line, from, word.start());
            String lower = word.group().toLowerCase(Locale.ROOT);
            boolean keep = ACRONYMS.contains(lower) || word.group().chars().anyMatch(Character::isDigit);
            calm.append(keep ? word.group() : calm.isEmpty() ? capitalised(lower) : lower);
            from = word.end();
        }
        return calm.append(line, from, line.length()).toString();
    }

    private static String capitalised(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    private static String shorten(String line) {
        if (line.length() <= LONGEST) {
            return line;
        }
        int cut = line.lastIndexOf(' ', LONGEST - 1);
        int end = cut > LONGEST / 2 ? cut : LONGEST - 1;
        end = Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end;
        return TAIL.matcher(line.substring(0, end)).replaceFirst("") + "…";
    }
}
