package io.jiraagent.agent.enhancer;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds in plain sentences what should happen, what happens, and how one gets there. */
final class SentenceClues {
    private static final Pattern EXPECTED =
            words("(?:would |'d |had |have |was |were |we |i )?expect(?:ed|ing)?(?: to)?"
                    + "|supposed to|ought to|should(?:n't| not)?|is meant to|erwartet|sollte|devrait|debería");
    private static final Pattern SOMEBODY_SHOULD =
            words("should (?:i|we|you|be (?:fixed|looked|prioriti[sz]ed|investigated"
                    + "|addressed|easy)|someone|fix|look|investigate|probably|really fix)|not? expect(?:ed|ing)?|unexpected(?:ly)?"
                    + "|as expected");
    private static final Pattern TURN = Pattern.compile(
            "[,;:]?\\s+(?:-\\s+)?(?:but|however|yet|instead(?! of)|whereas|aber|mais|pero)[\\s,]+",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern INSTEAD = words("instead|stattdessen|au lieu");
    private static final Pattern FAILURE = words(
            "crash(?:es|ed|ing)?|fail(?:s|ed|ing|ure)?|fr[eo]ez(?:es?|ing)|froze|hangs?"
                    + "|hung|broken|breaks|stuck|time[sd]? ?out|timing out|timeout|(?:not|n't|stopped|stops|never) (?:work|load|open"
                    + "|respond|show|appear|start|save|update|send|receive|sync|display|print|arrive|accept)\\w*|nothing happens|do(?:es)? nothing|did nothing"
                    + "|nothing happened|no longer|disappear(?:s|ed)?|gone|missing|wrong|incorrect(?:ly)?|errors?|exceptions?"
                    + "|(?:can't|cannot|can not|couldn't|unable to|not able to)|does not|doesn't|do not|don't|did not|didn't|won't"
                    + "|will not|blank|empty|white (?:screen|page)|stays? (?:\\w+ )?(?:white|blank|empty|black|gr[ae]y|open|closed|the same)|spins|spinning|forever|slow(?:ly)?|laggy|duplicate[sd]?|twice|lost|(?:is|are|went|goes|keeps going) down|denied|rejected"
                    + "|garbled|overlaps?|overlapping|misaligned|cut off|typo|misspelled|locked out|ignored|corrupt(?:ed)?"
                    + "|[45]\\d\\d|funktioniert nicht|abgestürzt|stürzt ab|fehler|ne fonctionne pas|erreur|plante|no funciona|error");
    private static final Pattern NO_FAILURE = words("no (?:errors?|exceptions?|failures?)|works? (?:fine|well|ok|okay)"
            + "|without (?:any )?(?:errors?|problems?)|(?:don't|do not|didn't|did not) (?:know|remember|think|have|want|need)"
            + "|workaround|ticket|please|urgent|(?:not|n't) block\\w*|data loss");
    private static final Pattern ACTION = words("(?:" + Actions.VERBS + ")(?:s|es|ed|d|ing|ting|ping)?");
    private static final String WHEN =
            "(?:[^,]{0,25},\\s+|so |and |then |but |even )?(?:when(?:ever)?|if|after|once|as soon as"
                    + "|every time|each time|wenn|quand|cuando)\\b.*";
    private static final Pattern WHEN_START = Pattern.compile(WHEN, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern STEPS_START = Pattern.compile(
            WHEN + "|(?:first,? |i |we |just |simply |by |try to |to reproduce,? )?(?:" + Actions.VERBS
                    + "|repro\\w*)\\b.*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern CLAUSE = Pattern.compile(",\\s+(?:then\\s+)?(?!and\\b|then\\b)");

    void find(Sentences sentences, TicketKind kind, Sections sections) {
        Span weak = null;
        for (Span span : sentences.spans()) {
            if (sections.isSetApart(span)) {
                continue;
            }
            String sentence = span.of(sentences.raw()).replace('\u2019', '\'');
            if (sentence.endsWith("?")) {
                continue;
            }
            if (kind == TicketKind.DEFECT) {
                steps(span, sentence, sections);
            }
            if (isExpectation(sentence)) {
                expectation(span, sentence, kind, sections);
            } else if (kind != TicketKind.CHANGE && !sections.has(Section.ACTUAL_RESULT) && isFailure(sentence)) {
                sections.found(Section.ACTUAL_RESULT, span);
            } else if (weak == null && isWhen(sentence) && sentence.contains(",")) {
                weak = span;
            }
        }
        if (weak != null && kind == TicketKind.DEFECT) {
            sections.found(Section.ACTUAL_RESULT, weak);
        }
    }

    private static boolean isExpectation(String sentence) {
        return EXPECTED.matcher(sentence).find()
                && !SOMEBODY_SHOULD.matcher(sentence).find();
    }

    private static boolean isWhen(String sentence) {
        return WHEN_START.matcher(sentence).matches();
    }

    private static boolean isFailure(String sentence) {
        return INSTEAD.matcher(sentence).find()
                || (FAILURE.matcher(sentence).find()
                        && !NO_FAILURE.matcher(sentence).find());
    }

    /** "I expected X but got Y" says both; "X fails although it should work" says what happens, in its first half. */
    private static void expectation(Span span, String sentence, TicketKind kind, Sections sections) {
        Matcher expected = EXPECTED.matcher(sentence);
        Optional<Span> expects = expected.find() ? Optional.of(span) : Optional.empty();
        Matcher turn = TURN.matcher(sentence);
        boolean turns = expects.isPresent() && turn.find(expected.end());
        if (turns && turn.end() < sentence.length()) {
            sections.found(Section.EXPECTED_RESULT, new Span(span.start(), span.start() + turn.start()));
            if (kind != TicketKind.CHANGE) {
                sections.found(Section.ACTUAL_RESULT, new Span(span.start() + turn.end(), span.end()));
            }
            return;
        }
        Matcher earlierTurn = TURN.matcher(sentence);
        boolean turnsToExpectation = earlierTurn.find() && earlierTurn.end() <= expected.start() + 1;
        if (turnsToExpectation && kind != TicketKind.CHANGE && isFailure(sentence.substring(0, earlierTurn.start()))) {
            sections.found(Section.ACTUAL_RESULT, new Span(span.start(), span.start() + earlierTurn.start()));
            sections.found(Section.EXPECTED_RESULT, new Span(span.start() + earlierTurn.end(), span.end()));
            return;
        }
        sections.found(Section.EXPECTED_RESULT, span);
    }

    /** A sentence that names at least two things to do; what happens then is what its last clause says. */
    private static void steps(Span span, String sentence, Sections sections) {
        if (sections.has(Section.STEPS_TO_REPRODUCE)
                || !STEPS_START.matcher(sentence).matches()) {
            return;
        }
        Matcher action = ACTION.matcher(sentence);
        int actions = 0;
        int lastAction = 0;
        while (action.find()) {
            actions++;
            lastAction = action.end();
        }
        if (actions < 2 || Negation.denies(sentence, new Span(lastAction - 1, lastAction))) {
            return;
        }
        Matcher clause = CLAUSE.matcher(sentence);
        boolean resultFollows =
                clause.find(lastAction) && (isWhen(sentence) || isFailure(sentence.substring(clause.end())));
        if (!resultFollows) {
            sections.found(Section.STEPS_TO_REPRODUCE, span);
            return;
        }
        sections.found(Section.STEPS_TO_REPRODUCE, new Span(span.start(), span.start() + clause.start()));
        if (!isExpectation(sentence)) {
            sections.found(Section.ACTUAL_RESULT, new Span(span.start() + clause.end(), span.end()));
        }
    }

    private static Pattern words(String alternatives) {
        return Pattern.compile(
                "(?<![\\p{L}\\p{N}'-])(?:" + alternatives + ")(?![\\p{L}\\p{N}])", Pattern.CASE_INSENSITIVE);
    }
}
