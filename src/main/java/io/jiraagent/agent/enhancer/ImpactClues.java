package io.jiraagent.agent.enhancer;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds whom it concerns and what it costs; for a change, what it is good for. */
final class ImpactClues {
    private static final String PEOPLE =
            "(?:users?|customers?|clients?|people|merchants?|tenants?|employees|colleagues|teams?"
                    + "|agents|patients|students|partners|developers|visitors|buyers|subscribers"
                    + "|members|nutzer|benutzer|anwender|mitarbeiter(?:innen)?|kollegen|\\p{L}{0,12}kunden|utilisateurs|collègues|clientes|usuarios)";
    private static final Pattern CONCERNS = words("(?:affect|impact)(?:s|ed|ing)? (?!by\\b|version)"
            + "|block(?:s|ed|ing)? (?:us|me|our|the|all|every\\w*|my|\\d+|several|multiple|customers?|users?|releases?"
            + "|testing|deploy\\w*|production|work|go-live|qa)|blocker|showstopper|show stopper"
            + "|(?:all|every|most|many|several|some|multiple|hundreds of|thousands of|dozens of|half(?: of)?|no|sämtliche|viele|mehrere|einige|beaucoup de|plusieurs"
            + "|tous les|todos los) (?:of )?(?:our |the |my )?(?:[\\p{L}-]{1,20} ){0,2}?" + PEOPLE
            + "|(?:[2-9]|\\d[\\d.,]{0,9}\\d|\\d{1,3} ?%|\\d{1,3} percent)\\+? (?:of )?(?:our |the )?(?:[\\p{L}-]{1,20} ){0,2}?"
            + PEOPLE
            + "|(?:two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|zwei|drei|vier|fünf|zehn|zwanzig|deux|trois|quatre"
            + "|cinq|dix|vingt|(?:une )?(?:dizaine|centaine) de) (?:of )?(?:our )?(?:[\\p{L}-]{1,20} ){0,1}?" + PEOPLE
            + "|alle (?:[\\p{L}-]{1,20} ){0,1}?(?:nutzer|benutzer|anwender|mitarbeiter|kollegen|kunden)|betroffen|touchée?s?"
            + "|concernée?s|nobody|no one|no-one|everyone|everybody|(?:whole|entire|half(?: of)? (?:the|our)|ganze[sn]?|toute l'|tout le) ?(?:[\\p{L}-]{1,20} ){0,2}?"
            + "(?:team|company|office|department|site|floor|abteilung|firma|équipe|service)"
            + "|(?:losing|loses?|lost|loss of) (?:[\\p{L}-]{1,20} ){0,2}?(?:money|revenue|sales|orders|customers|data|time|hours"
            + "|trust|work)|perd(?:ons|ez|ent) (?:[\\p{L}']{1,20} ){0,2}?(?:[dl]'argent|du temps|des (?:clients|commandes))|cost(?:s|ing)? (?:us|the|our|me)|(?:can't|cannot|can not|unable to|not able to|not) (?:ship|release"
            + "|deploy|go live|invoice|bill|sell|do (?:my|our|their) (?:job|work))|prevent(?:s|ing)? (?:us|me|the|our|users|customers|all|\\w+ from)"
            + "|deadline|go-live|revenue|sla|compliance|audit|(?:customers?|clients?|users?) (?:are |is |have |keep |started"
            + " )?(?:complain\\w*|angry|upset|unhappy|calling|waiting|leaving|frustrated|confus\\w*)"
            + "|(?:hours?|minutes|days) (?:a|per|each|every) (?:day|week|month|release|sprint|user|person)"
            + "|(?:saves?|saving|wastes?|wasting) (?:us|me|the|our|about|around|\\d+|time|hours)|no (?:\\w+ )?impact"
            + "|only (?:me|affects|i am|one user)|just me|no (?:orders?|payments?|deliver(?:y|ies)|shipments?)|(?:clients|kunden)\\b.{0,30} (?:appelé\\w*|gemeldet|beschwer\\w+)"
            + "|reputation|legal|gdpr");
    private static final Pattern BENEFIT = Pattern.compile(
            "(?<!\\p{L})(?:so that|so (?=(?:we|i|they|our|users|customers)\\b)|in order to|because|damit|sodass|afin (?:de|que)|pour que)\\s",
            Pattern.CASE_INSENSITIVE);
    /** What a change would spare somebody. */
    private static final Pattern SPARES = words(
            "(?:takes?|spends?|costs?) (?:\\w+ ){0,3}(?:hours?|minutes|days?|weeks?) (?:\\w+ )?(?:a|per|each|every)"
                    + "|(?:jede[nrs]?|pro) (?:tag|woche|monat|jahr)|par (?:jour|semaine|mois|an)|éviterait|würde\\b.{0,30} (?:wegfallen|sparen)");

    void find(Sentences sentences, TicketKind kind, Sections sections) {
        if (kind == TicketKind.CHANGE) {
            benefit(sentences, sections);
            telling(SPARES, sentences, sections);
        }
        telling(CONCERNS, sentences, sections);
    }

    private static void benefit(Sentences sentences, Sections sections) {
        for (Span span : sentences.spans()) {
            String sentence = span.of(sentences.raw());
            Matcher benefit = BENEFIT.matcher(sentence);
            if (!sections.has(Section.IMPACT) && benefit.find() && !sentence.endsWith("?")) {
                int start = benefit.group().strip().equalsIgnoreCase("because") ? benefit.end() : benefit.start();
                sections.found(Section.IMPACT, new Span(span.start() + start, span.end()));
            }
        }
    }

    private static void telling(Pattern clues, Sentences sentences, Sections sections) {
        for (Span span : sentences.spans()) {
            if (sections.has(Section.IMPACT)) {
                return;
            }
            String sentence = span.of(sentences.raw());
            boolean tells = !sentence.endsWith("?")
                    && !partOf(sections, Section.EXPECTED_RESULT, span)
                    && !partOf(sections, Section.STEPS_TO_REPRODUCE, span);
            if (tells && clues.matcher(sentence.replace('\u2019', '\'')).find()) {
                sections.found(Section.IMPACT, span);
            }
        }
    }

    /** What stands in a section of its own is about that. */
    private static boolean partOf(Sections sections, Section section, Span sentence) {
        return sections.isSetApart(sentence)
                && sections.span(section).filter(sentence::overlaps).isPresent();
    }

    private static Pattern words(String alternatives) {
        return Pattern.compile(
                "(?<![\\p{L}\\p{N}'-])(?:" + alternatives + ")(?![\\p{L}\\p{N}])",
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }
}
