package io.jiraagent.agent.enhancer;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds in plain sentences what should happen, what happens, and how one gets there. */
final class SentenceClues {
    private static final String EXPECTING = "(?:would |'d |had |have |was |were |we |i )?expect(?:ed|ing)?(?: to)?"
            + "|supposed to|ought to|should(?:n't| not)?|is meant to|erwartet|sollten?|devrai(?:t|ent)|debería";
    /** Of a change these say that it is wanted, not how one sees that it is done. */
    private static final String NEEDED = "|muss|müssen|müsste[nt]?|il faudrait|doi(?:t|vent)";

    private static final Pattern EXPECTED = words(EXPECTING + NEEDED);
    private static final Pattern EXPECTED_OF_CHANGE = words(EXPECTING);
    private static final Pattern SOMEBODY_SHOULD =
            words("should (?:i|we|you|be (?:fixed|looked|prioriti[sz]ed|investigated"
                    + "|addressed|easy)|someone|fix|look|investigate|probably|really fix)|not? expect(?:ed|ing)?|unexpected(?:ly)?"
                    + "|as expected");
    /** What somebody who needs help asks for. */
    private static final Pattern REQUEST = words(
            "(?:i|we|he|she|they|my \\w+) (?:would like|'d like|needs?(?! to be)|wants?)|please (?:give|grant|add|set up"
                    + "|create|provide|send|enable|unlock|install)|bitte|(?:ich|wir|er|sie) (?:brauch\\w+|benötig\\w+|möchte\\w*)"
                    + "|(?:je|nous) (?:voudr\\w+|souhait\\w+|aimer\\w+)|pourriez-vous|merci de");

    private static final int FEWEST_OF_REQUEST = 6;
    private static final Pattern TURN = Pattern.compile(
            "[,;:]?\\s+(?:-\\s+)?(?:but|however|yet|instead(?! of)|whereas|aber|mais|pero)[\\s,]+",
            Pattern.CASE_INSENSITIVE);
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
            if (kind.isBroken()) {
                steps(span, sentence, kind, sections);
            }
            if (kind == TicketKind.SUPPORT && isRequest(sentence)) {
                sections.found(Section.EXPECTED_RESULT, span);
            } else if (isExpectation(sentence, kind)) {
                expectation(span, sentence, kind, sections);
            } else if (kind != TicketKind.CHANGE && !sections.has(Section.ACTUAL_RESULT) && Symptoms.in(sentence)) {
                sections.found(Section.ACTUAL_RESULT, span);
            } else if (weak == null && isWhen(sentence) && sentence.contains(",")) {
                weak = span;
            }
        }
        if (weak != null && kind.isBroken()) {
            sections.found(Section.ACTUAL_RESULT, weak);
        }
    }

    private static boolean isExpectation(String sentence, TicketKind kind) {
        return expected(kind).matcher(sentence).find()
                && !SOMEBODY_SHOULD.matcher(sentence).find();
    }

    /** "Please give me access" alone does not say to what. */
    private static boolean isRequest(String sentence) {
        return REQUEST.matcher(sentence).find() && Words.count(sentence, FEWEST_OF_REQUEST) >= FEWEST_OF_REQUEST;
    }

    private static Pattern expected(TicketKind kind) {
        return kind == TicketKind.CHANGE ? EXPECTED_OF_CHANGE : EXPECTED;
    }

    private static boolean isWhen(String sentence) {
        return WHEN_START.matcher(sentence).matches();
    }

    /** "I expected X but got Y" says both; "X fails although it should work" says what happens, in its first half. */
    private static void expectation(Span span, String sentence, TicketKind kind, Sections sections) {
        Matcher expected = expected(kind).matcher(sentence);
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
        if (turnsToExpectation
                && kind != TicketKind.CHANGE
                && Symptoms.in(sentence.substring(0, earlierTurn.start()))) {
            sections.found(Section.ACTUAL_RESULT, new Span(span.start(), span.start() + earlierTurn.start()));
            sections.found(Section.EXPECTED_RESULT, new Span(span.start() + earlierTurn.end(), span.end()));
            return;
        }
        sections.found(Section.EXPECTED_RESULT, span);
    }

    /** A sentence that names at least two things to do; what happens then is what its last clause says. */
    private static void steps(Span span, String sentence, TicketKind kind, Sections sections) {
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
                clause.find(lastAction) && (isWhen(sentence) || Symptoms.in(sentence.substring(clause.end())));
        if (!resultFollows) {
            sections.found(Section.STEPS_TO_REPRODUCE, span);
            return;
        }
        sections.found(Section.STEPS_TO_REPRODUCE, new Span(span.start(), span.start() + clause.start()));
        if (!isExpectation(sentence, kind)) {
            sections.found(Section.ACTUAL_RESULT, new Span(span.start() + clause.end(), span.end()));
        }
    }

    private static Pattern words(String alternatives) {
        return Pattern.compile(
                "(?<![\\p{L}\\p{N}'-])(?:" + alternatives + ")(?![\\p{L}\\p{N}])", Pattern.CASE_INSENSITIVE);
    }
}
