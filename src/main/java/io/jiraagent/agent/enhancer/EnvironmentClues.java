package io.jiraagent.agent.enhancer;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds where it happens: browsers, systems, devices and versions named in sentences. */
final class EnvironmentClues {
    private static final int NEAR = 45;
    private static final String VERSION = "(?:,? ?\\(?(?:version |ver\\.? ?|v\\.? ?)?\\d{1,4}(?:\\.\\d{1,6}){0,4}\\)?)";
    private static final String NAMES =
            "(?:google )?chrome|chromium|firefox|safari|(?:microsoft |ms )edge|Edge|opera browser"
                    + "|internet explorer|windows(?: server)?|mac ?os(?: x)?(?: (?:catalina|big sur|monterey|ventura|sonoma|sequoia"
                    + "|tahoe))?|os x|ubuntu|debian|linux|red hat|rhel|centos|fedora|android|ios|ipados|iphone(?: se| \\d{1,2}(?: pro"
                    + "| plus| mini)?)?|ipad(?: pro| air| mini)?|(?:samsung )?galaxy(?: [a-z]?\\d{1,3})?|pixel \\d{1,2}"
                    + "|chrome ?os|mac|macbook(?: pro| air)?";
    /** A name with its version says where it happens by itself. */
    private static final Pattern VERSIONED = words("(?:" + NAMES + ")" + VERSION + "(?: (?:pro|home|enterprise|lts))?"
            + "|ie ?\\d{1,2}|windows (?:xp|vista|me)|pixel \\d{1,2}|iphone \\d{1,2}(?: pro| plus| mini)?"
            + "|(?:java|jdk|node(?:\\.js)?|python|php|ruby|postgres(?:ql)?|mysql|mariadb|oracle|tomcat|docker|kubernetes|k8s"
            + "|\\.net(?: core)?|outlook|excel|office|jira|confluence|sap|edge|opera|brave)" + VERSION
            + "|(?:app |client |server )?(?:version|release|build)\\.? #?v?\\d{1,8}(?:\\.\\d{1,6}){0,4}(?:[-+][\\w.]{1,20})?"
            + "|(?:android |ios |mobile )?app v?\\d{1,4}(?:\\.\\d{1,6}){1,4}"
            + "|(?:(?-i:[A-Z])\\w{1,20} ){0,2}(?:driver|firmware|sdk),? (?:version )?v?\\d{1,4}(?:\\.\\d{1,6}){0,4}"
            + "|v\\d{1,4}(?:\\.\\d{1,6}){1,4}(?:[-+][\\w.]{1,20})?"
            + "|(?:using|with|on|in|running) (?-i:[A-Z])\\w{1,20} v?\\d{1,4}(?:\\.\\d{1,6}){1,4}");
    /** Without a version it has to be said that it happens there. */
    private static final Pattern PLACED =
            words("(?:in|on|uses?|using|with|under|from|via|against|unter|auf|mit|im|sous|sur|avec|en) (?:the |my"
                    + " |an? |our |his |her |their |latest |der |den |dem )?(?:(?:latest |current |newest |old |new |work )?(?:"
                    + NAMES
                    + ")|(?:production|prod|staging|stage|uat|qa|preprod|pre-prod|live|test|dev|development|demo)"
                    + "(?: (?:environment|env|system|server|site|instance|cluster|tenant))?(?! (?:page|user|users|data|mode|case|account"
                    + "|suite|plan|run|file|preview|team)))");

    private static final Pattern PREPOSITION = Pattern.compile(
            "(?:in|on|uses?|using|with|under|from|via|running|unter|auf|mit|im|sous|sur|avec|en) ",
            Pattern.CASE_INSENSITIVE);
    /** Named right after a clue, it needs nothing more: "Chrome 126, macOS". */
    private static final Pattern NEXT_NAME = Pattern.compile(
            "[ ,/(+&]{1,3}(?:and |on )?(?:" + NAMES + ")" + VERSION + "?(?![\\p{L}\\p{N}])\\)?",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern WORKS_THERE = Pattern.compile(
            "(?:works?|fine|ok|okay|not reproducible|doesn't happen|does not happen|not happening|no problem|not)\\b[^.;]{0,25}$",
            Pattern.CASE_INSENSITIVE);

    void find(Sentences sentences, Sections sections) {
        if (sections.has(Section.ENVIRONMENT)) {
            return;
        }
        Span placed = null;
        for (Span span : sentences.spans()) {
            String sentence = span.of(sentences.raw());
            if (sentence.endsWith("?")) {
                continue;
            }
            Span versioned = chain(VERSIONED, PLACED, sentence);
            if (versioned != null) {
                sections.found(Section.ENVIRONMENT, shifted(versioned, span.start()));
                return;
            }
            Span found = placed == null ? chain(PLACED, PLACED, sentence) : null;
            placed = found == null ? placed : shifted(found, span.start());
        }
        if (placed != null) {
            sections.found(Section.ENVIRONMENT, placed);
        }
    }

    /** From the first clue to the last that is near the one before: "Chrome 126 on Windows 11". */
    private static Span chain(Pattern decisive, Pattern more, String sentence) {
        if (!decisive.matcher(sentence).find()) {
            return null;
        }
        Span chain = null;
        boolean decided = false;
        int from = 0;
        for (Clue clue = next(decisive, more, sentence, from);
                clue != null;
                clue = next(decisive, more, sentence, from)) {
            from = clue.span().end();
            boolean near = chain != null && clue.span().start() - chain.end() <= NEAR;
            boolean elsewhere = WORKS_THERE
                    .matcher(sentence.substring(
                            Math.max(0, clue.span().start() - NEAR), clue.span().start()))
                    .find();
            if (decided && (elsewhere || !near)) {
                break;
            }
            if (!elsewhere) {
                chain = near ? new Span(chain.start(), from) : clue.span();
                decided |= clue.decisive();
            }
        }
        return decided ? withNextNames(chain, sentence) : null;
    }

    private static Span withNextNames(Span chain, String sentence) {
        Matcher name = NEXT_NAME.matcher(sentence);
        int end = chain.end();
        while (name.region(end, sentence.length()).lookingAt()) {
            end = name.end();
        }
        return new Span(chain.start(), end);
    }

    private record Clue(Span span, boolean decisive) {}

    private static Clue next(Pattern decisive, Pattern more, String sentence, int from) {
        Span a = find(decisive, sentence, from);
        Span b = find(more, sentence, from);
        if (a == null || b == null) {
            return a == null && b == null ? null : a == null ? new Clue(b, false) : new Clue(a, true);
        }
        if (a.overlaps(b)) {
            return new Clue(new Span(Math.min(a.start(), b.start()), Math.max(a.end(), b.end())), true);
        }
        return a.start() < b.start() ? new Clue(a, true) : new Clue(b, false);
    }

    private static Span find(Pattern pattern, String sentence, int from) {
        Matcher matcher = pattern.matcher(sentence);
        return matcher.find(from) ? new Span(withoutPreposition(matcher, sentence), matcher.end()) : null;
    }

    private static int withoutPreposition(Matcher placed, String sentence) {
        Matcher preposition = PREPOSITION.matcher(sentence).region(placed.start(), placed.end());
        return preposition.lookingAt() ? preposition.end() : placed.start();
    }

    private static Span shifted(Span span, int by) {
        return new Span(span.start() + by, span.end() + by);
    }

    private static Pattern words(String alternatives) {
        return Pattern.compile(
                "(?<![\\p{L}\\p{N}'-])(?:" + alternatives + ")(?![\\p{L}\\p{N}])", Pattern.CASE_INSENSITIVE);
    }
}
