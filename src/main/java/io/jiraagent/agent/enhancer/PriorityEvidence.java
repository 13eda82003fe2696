package io.jiraagent.agent.enhancer;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Knows the words that tell how much a ticket matters. */
final class PriorityEvidence {
    private static final int LONGEST_QUOTE = 100;

    enum Level {
        HIGHEST,
        HIGH,
        MEDIUM,
        LOW,
        LOWEST;

        String jiraName() {
            return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
        }

        Level oneLower() {
            return switch (this) {
                case HIGHEST -> HIGH;
                case HIGH -> MEDIUM;
                case MEDIUM -> LOW;
                case LOW, LOWEST -> LOWEST;
            };
        }
    }

    /** @param quote the ticket's own words */
    record Evidence(Level level, String what, String quote) {}

    private record Rule(Level level, String what, boolean forChanges, Pattern words) {}

    private static final String MANY =
            "(?:all|every|most|many|multiple|several|hundreds of|thousands of) (?:of )?(?:our |the )?"
                    + "(?:[\\p{L}-]{1,15} )?(?:users?|customers?|clients?|people|merchants?|employees|colleagues|tenants)";
    private static final String STOPPED = "(?:cannot|can't|can not|could not|couldn't|unable to|not able to)";

    /** The first that the text bears out decides: serious ones first, then what the ticket itself calls small. */
    private static final List<Rule> RULES = List.of(
            rule(
                    Level.HIGHEST,
                    "An outage",
                    "outage|(?:production|prod|system|site|website|service|server|application|app"
                            + "|platform|everything|shop|store|database|whole \\w+) (?:is|are|was|went|has been|keeps going|goes)"
                            + " (?:completely |totally |currently |all )?(?:down|offline|unavailable|unreachable)|(?:production|prod) (?:down|outage)"
                            + "|(?:nobody|no one|no-one) (?:can|is able to)|" + MANY + " (?:are |is )?(?:" + STOPPED
                            + "|locked out)"
                            + "|(?:everyone|everybody) (?:is )?(?:" + STOPPED
                            + "|locked out|affected)|complete(?:ly)? (?:down|unusable)"),
            rule(
                    Level.HIGHEST,
                    "Data is lost or damaged",
                    "data[- ]?loss|(?:lose|loses|losing|lost|loss of|destroys?|destroyed"
                            + "|wiped?|wipes) (?:all |our |the |my |their |some |customer |of )*(?:data|records|documents|orders|work|files|entries)"
                            + "|data (?:is|are|was|were|gets?|has been|have been) (?:lost|deleted|gone|overwritten|corrupted|wiped)"
                            + "|data corruption|corrupt(?:s|ed|ing)? (?:the |our |all )?(?:data|database|files?|records)"),
            rule(
                    Level.HIGHEST,
                    "A security matter",
                    "security (?:hole|issue|breach|vulnerability|incident|problem|flaw|risk|bug|leak)"
                            + "|vulnerabilit(?:y|ies)|sql injection|xss|cross[- ]site scripting|csrf|remote code execution|cve-\\d+"
                            + "|(?:data|password|credential|token|secret|pii)s? (?:leak|breach|leaked|exposed|exposure)|leak(?:s|ed|ing)? (?:\\w+ )?(?:data|passwords?|credentials|tokens?|secrets?)"
                            + "|unauthori[sz]ed (?:access|users?)|privilege escalation|(?:see|sees|view|views|access) (?:other|another|someone else's)"
                            + " (?:\\w+ )?(?:user|users|customer|customers|tenant|tenants|people)(?:'s?|s')? (?:\\w+ )?(?:data|orders|invoices|accounts?|tickets|profiles?|details|records)"),
            rule(
                    Level.HIGHEST,
                    "Money is taken wrongly",
                    "(?:charged|billed|debited|paid|invoiced) (?:twice|double|multiple times|again|\\d times)|double[- ](?:charged?|charging|billing|billed)"
                            + "|(?:payments?|checkout|paying)\\b[^.\\n]{0,30}\\b(?:fails? for (?:all|every)|down|impossible)"),
            rule(
                    Level.HIGH,
                    "Payment is affected",
                    "(?:payments?|checkout|billing|refunds?|paying|credit card)\\b[^.\\n]{0,60}\\b(?:fail\\w*|declined|rejected|"
                            + STOPPED
                            + "|doesn't|does not|not work\\w*|errors?|broken|wrong|crash\\w*|stuck|hangs?|timeout|times out|[45]\\d\\d)"
                            + "|(?:fail\\w*|" + STOPPED
                            + "|errors?) (?:\\w+ ){0,3}(?:pay|payments?|checkout|check out)"),
            change(
                    Level.HIGH,
                    "Work is blocked",
                    "block(?:s|ing|ed)? (?:\\w+ ){0,2}?(?:release|deploy\\w*|rollout|go-live|us|me|team|teams|customers?|users?"
                            + "|testing|production|work|launch|sprint|everyone|everything|from|qa|by this)|(?:release|go-live|deployment|launch|team|we|i) (?:is|are|am|'re|'m) blocked"
                            + "|(?:is|are|a|release) (?:a )?blocker|release blocker|showstopper|show stopper"),
            rule(
                    Level.HIGH,
                    "People cannot work",
                    STOPPED
                            + " (?:\\w+ )?(?:log ?in|login|sign in|access|work|use|ship|release|deploy|invoice|order|buy)"
                            + "|login (?:fails|is broken|broken|does not work|doesn't work|not working|is not working)|locked out"),
            change(
                    Level.HIGH,
                    "Many are affected",
                    "(?:affect|impact)(?:s|ed|ing)? (?:\\w+ ){0,3}?(?:all|every\\w*|most|many|several|multiple|hundreds|thousands|\\d[\\d.,]{0,9}\\d|[5-9]) ?%?\\+? ?(?:of )?(?:our |the )?(?:\\w+ )?(?:users?|customers?|clients?|people|merchants?|tenants|accounts|teams?|orders|employees)"
                            + "|" + MANY
                            + " (?:are |is |have been |were )?(?:affected|impacted|complain\\w*)|\\d{2,9}[\\d.,]{0,9} (?:users|customers|clients|people|merchants|employees|accounts|orders) (?:are |were |is )?(?:affected|impacted|cannot|can't)"),
            change(
                    Level.HIGH,
                    "Money, law or a date is at stake",
                    "(?:losing|lose|lost|loses) (?:\\w+ )?(?:money|revenue|sales|customers)|legal (?:requirement|deadline|risk)|gdpr|regulator\\w*"
                            + "|sla (?:breach|violation|is breached)|breach\\w* (?:of )?(?:the |our )?sla|deadline|contractual"),
            rule(
                    Level.HIGH,
                    "It crashes",
                    "crash(?:es|ed|ing)?|freezes|kernel panic|out of memory|infinite loop|unusable|out of service"),
            change(
                    Level.HIGH,
                    "It worked before",
                    "regression(?! tests?)|regressed|used to work|worked (?:fine |well )?(?:before|until|in the previous|last)|since (?:the )?(?:last |latest )?(?:update|upgrade|release|deployment)"),
            change(
                    Level.LOWEST,
                    "A matter of wording",
                    "typos?|spelling|misspell\\w*|misspelt|grammar|wrong wording|trivial"),
            change(
                    Level.LOW,
                    "The ticket says it can wait",
                    "(?:not|isn't|not very|not that|not really|nothing|no) (?:urgent|critical|a blocker|blocking|a priority|important|rush|hurry)"
                            + "|low[- ]priority|nice[- ]to[- ]have|when(?:ever)? you have (?:some |the )?time|no (?:rush|hurry)|(?:doesn't|does not|not|n't) block\\w*|minor (?:issue|problem|bug|thing|annoyance|inconvenience)"),
            change(
                    Level.LOW,
                    "It is about looks",
                    "cosmetic|misaligned|alignment|pixels? off|wrong colou?rs?|ugly|font|padding|looks (?:odd|off|weird|strange)"),
            rule(
                    Level.MEDIUM,
                    "It is slow or comes and goes",
                    "slow(?:ly|er|ness)?|sluggish|laggy|performance|intermittent(?:ly)?|sporadic(?:ally)?|sometimes|occasionally|takes (?:\\w+ ){0,3}(?:seconds|minutes|too long|forever|ages)"));

    private static final Pattern WORKAROUND =
            words("work-?arounds?|work around (?:is|it|this|exists)|can be worked around|as a work around");

    /** The weightiest that the text does not deny. */
    Optional<Evidence> find(String summary, String description, TicketKind kind) {
        List<String> texts = List.of(head(summary), head(description));
        for (Rule rule : RULES) {
            if (kind == TicketKind.CHANGE && !rule.forChanges()) {
                continue;
            }
            for (String text : texts) {
                Optional<Evidence> evidence = first(rule, text);
                if (evidence.isPresent()) {
                    return evidence;
                }
            }
        }
        return Optional.empty();
    }

    Optional<Evidence> workaround(String summary, String description) {
        Rule rule = new Rule(Level.MEDIUM, "A workaround", true, WORKAROUND);
        return first(rule, head(description)).or(() -> first(rule, head(summary)));
    }

    private static Optional<Evidence> first(Rule rule, String text) {
        Matcher words = rule.words().matcher(text.replace('\u2019', '\''));
        while (words.find()) {
            Span span = new Span(words.start(), words.end());
            if (!Negation.denies(text, span)) {
                return Optional.of(new Evidence(rule.level(), rule.what(), quote(text, span)));
            }
        }
        return Optional.empty();
    }

    /** The clause around the words where it is short, else the words. */
    private static String quote(String text, Span words) {
        int start = words.start();
        int end = words.end();
        while (start > 0 && words.end() - start < LONGEST_QUOTE && ".;!?\n|*\"“”".indexOf(text.charAt(start - 1)) < 0) {
            start--;
        }
        while (end < text.length()
                && end - words.start() < LONGEST_QUOTE
                && ".;!?\n|*\"“”\r".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        String clause = text.substring(start, end).strip();
        return clause.length() <= LONGEST_QUOTE ? clause : words.of(text).strip();
    }

    private static String head(String text) {
        return text.substring(0, Math.min(text.length(), Sentences.BOUND));
    }

    private static Rule rule(Level level, String what, String alternatives) {
        return new Rule(level, what, false, words(alternatives));
    }

    private static Rule change(Level level, String what, String alternatives) {
        return new Rule(level, what, true, words(alternatives));
    }

    private static Pattern words(String alternatives) {
        return Pattern.compile(
                "(?<![\\p{L}\\p{N}'-])(?:" + alternatives + ")(?![\\p{L}\\p{N}])", Pattern.CASE_INSENSITIVE);
    }
}
