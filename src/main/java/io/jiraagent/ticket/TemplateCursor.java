package io.jiraagent.ticket;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A place in a broken body, with the objects and lists of the template that are open there. It answers the one
 * question that repair rests on: does the template go on here, or is this still the ticket's text?
 *
 * <p>The template goes on where a comma and a key follow that the open object may have and has not had yet, or where
 * the brackets follow that close it, up to a next key or the end of the body. Each question costs at most the
 * white space around a handful of brackets.
 */
final class TemplateCursor {
    static final String CURLY_QUOTES = "\u201C\u201D\u201E\u201F";
    private static final int LONGEST_KEY = 40;

    private final String in;
    private final List<Level> open = new ArrayList<>();
    int at;

    TemplateCursor(String in) {
        this.in = in;
    }

    /** An object or a list that is open, and which of its keys it has had. */
    private record Level(TemplateKey key, Set<String> seen) {
        char closer() {
            return key.list() ? ']' : '}';
        }
    }

    /** A key and where its value may begin. */
    record Key(TemplateKey key, int end, boolean curlyQuotes) {}

    void open(TemplateKey key) {
        open.add(new Level(key, new HashSet<>()));
    }

    void close() {
        open.remove(open.size() - 1);
    }

    /** The character at the cursor, after white space; U+0000 at the end. */
    char peek() {
        at = skipSpace(at);
        return charAt(at);
    }

    char charAt(int index) {
        return index < in.length() ? in.charAt(index) : 0;
    }

    String text(int from, int to) {
        return in.substring(from, to);
    }

    int length() {
        return in.length();
    }

    /** Reads the key at the cursor and remembers that it was had; null where no key of the open object stands. */
    Key takeKey() {
        Key key = keyAt(skipSpace(at), open.get(open.size() - 1));
        if (key != null) {
            open.get(open.size() - 1).seen().add(key.key().name());
            at = key.end();
        }
        return key;
    }

    /** Whether the template goes on at this index. */
    boolean goesOnAt(int index) {
        int i = index;
        for (int depth = open.size() - 1; depth >= 0; depth--) {
            Level level = open.get(depth);
            i = skipSpace(i);
            char c = charAt(i);
            if (c == ',') {
                i = skipSpace(i + 1);
                c = charAt(i);
                if (level.key().list() ? isQuote(c) : keyAt(i, level) != null) {
                    return true;
                }
            }
            if (c != level.closer()) {
                return false;
            }
            i++;
        }
        return skipSpace(i) == in.length();
    }

    /** Whether a comma and some key follow at this index, in whatever object. */
    boolean anyKeyFollows(int index) {
        int comma = skipSpace(index);
        if (charAt(comma) != ',') {
            return false;
        }
        int quote = skipSpace(comma + 1);
        return isQuote(charAt(quote)) && keyEnd(quote) > 0;
    }

    static boolean isQuote(char c) {
        return c == '"' || (c != 0 && CURLY_QUOTES.indexOf(c) >= 0);
    }

    private Key keyAt(int index, Level level) {
        if (!isQuote(charAt(index))) {
            return null;
        }
        int end = keyEnd(index);
        if (end < 0) {
            return null;
        }
        int colon = skipSpace(end + 1);
        TemplateKey key = level.key().keys().get(in.substring(index + 1, end));
        return key == null || level.seen().contains(key.name())
                ? null
                : new Key(key, colon + 1, charAt(index) != '"' || charAt(end) != '"');
    }

    /** Where the key that begins at this quotation mark has its other one; -1 where it is no key. */
    private int keyEnd(int quote) {
        int i = quote + 1;
        while (i - quote <= LONGEST_KEY && isKeyCharacter(charAt(i))) {
            i++;
        }
        boolean isKey = i > quote + 1 && isQuote(charAt(i)) && charAt(skipSpace(i + 1)) == ':';
        return isKey ? i : -1;
    }

    private static boolean isKeyCharacter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    }

    private int skipSpace(int index) {
        int i = index;
        while (i < in.length() && (in.charAt(i) == ' ' || in.charAt(i) == '\n' || isOtherSpace(in.charAt(i)))) {
            i++;
        }
        return i;
    }

    private static boolean isOtherSpace(char c) {
        return c == '\r' || c == '\t' || c == '\u00A0';
    }
}
