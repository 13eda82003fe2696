package io.jiraagent.agent.enhancer;

import java.util.regex.Pattern;

/** Tells by its words whether a sentence says that something goes wrong. */
final class Symptoms {
    private static final String ENGLISH = "crash(?:es|ed|ing)?|fail(?:s|ed|ing|ure)?|fr[eo]ez(?:es?|ing)|froze|hangs?"
            + "|hung|broken|breaks|stuck|time[sd]? ?out|timing out|timeout|(?:not|n't|stopped|stops|never) (?:work|load|open"
            + "|respond|show|appear|start|save|update|send|receive|sync|display|print|arrive|accept)\\w*|nothing happens|do(?:es)? nothing|did nothing"
            + "|nothing happened|no longer|disappear(?:s|ed)?|gone|missing|wrong|incorrect(?:ly)?|errors?|exceptions?"
            + "|(?:can't|cannot|can not|couldn't|unable to|not able to)|does not|doesn't|do not|don't|did not|didn't|won't"
            + "|will not|blank|empty|white (?:screen|page)|stays? (?:\\w+ )?(?:white|blank|empty|black|gr[ae]y|open|closed|the same)|spins|spinning|forever|slow(?:ly)?|laggy|duplicate[sd]?|twice|lost|(?:is|are|went|goes|keeps going) down|denied|rejected"
            + "|garbled|overlaps?|overlapping|misaligned|cut off|typo|misspelled|locked out|ignored|corrupt(?:ed)?"
            + "|[45]\\d\\d|(?:doesn|don|can|won|isn)t|closes itself|refused|unavailable|unreachable|expired|throttled|bad gateway"
            + "|but (?:none|nothing|nobody|no one)|(?:hours?|minutes|days?) (?:late|early|earlier|later|off)"
            + "|too (?:late|early|many|few|big|small|high|low|long)|(?:two|three|several) times";
    private static final String GERMAN =
            "fehler\\w*|\\w+fehler|funktioniert nicht|abgestürzt|stürzt ab|kein(?:e|en|er|em)?"
                    + "|nichts?|niemand|statt|falsch\\w*|fehl(?:t|en|te|ten)|leere?[rsn]?|weiße seite|hängt|kaputt|doppelt"
                    + "|zu (?:spät|früh|langsam|lange|viele?|wenige?|hoch|niedrig)|abgelehnt|verweigert|abgelaufen|abgebrochen"
                    + "|bricht\\b.{0,60}\\bab|lehnt?(?:en)?\\b.{0,60}\\bab|verschwunden|verschwindet|unmöglich";
    private static final String FRENCH =
            "erreurs?|plante|au lieu|(?:ne|n'\\p{L}+)(?: \\p{L}+){0,2} (?:pas|plus|rien|jamais)"
                    + "|plus aucune?|aucune?|rien ne|ni n'\\p{L}+|refusée?s?|bloquée?s?|indisponible|impossible|inchangée?|vide|deux fois"
                    + "|en double|trop (?:lente?|tard|longue?)|disparaît|disparue?s?";
    private static final String OTHERS = "no funciona|error";
    private static final Pattern FAILURE = words(ENGLISH + "|" + GERMAN + "|" + FRENCH + "|" + OTHERS);
    private static final Pattern NONE = words(
            "no (?:errors?|exceptions?|failures?)|works? (?:fine|well|ok|okay)"
                    + "|without (?:any )?(?:errors?|problems?)|(?:don't|do not|didn't|did not) (?:know|remember|think|have|want|need)"
                    + "|workaround|ticket|please|urgent|(?:not|n't) block\\w*|data loss|nothing (?:has|have|had) (?:failed|happened|broken)"
                    + "|kein(?:e)? (?:fehler|probleme?)|weiß nicht|nicht dringend|bitte|aucune? (?:erreur|problème)|pas urgent|merci");
    /** A message in quotation marks that a program gives. */
    private static final Pattern MESSAGE = Pattern.compile(
            "(?<!\\p{L})(?:says?|shows?|shown|logs|returns?|answers?|displays?|tells? \\w+|get|gets|got|reads|erscheint|meldet|zeigt"
                    + "|bekommt|bekomme|lautet|affiche|indique|reste sur)(?!\\p{L})[^\"“„«]{0,40}[\"“„«]\\s?[^\"”“»]+\\s[^\"”“»]+[\"”“»]"
                    + "|[\"“„«][^\"”“»]+\\s[^\"”“»]+[\"”“»] (?:is|are|was) shown",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern INSTEAD = words("instead|stattdessen|au lieu");

    private Symptoms() {}

    static boolean in(String sentence) {
        return INSTEAD.matcher(sentence).find()
                || ((FAILURE.matcher(sentence).find()
                                || MESSAGE.matcher(sentence).find())
                        && !NONE.matcher(sentence).find());
    }

    private static Pattern words(String alternatives) {
        return Pattern.compile(
                "(?<![\\p{L}\\p{N}'-])(?:" + alternatives + ")(?![\\p{L}\\p{N}])",
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }
}
