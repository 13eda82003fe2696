package io.jiraagent.ticket;

import java.util.ArrayDeque;
import java.util.Deque;

/** Writes lines of text with blank lines between blocks, markers before items and an indent of bounded width. */
final class TextLines {
    private static final int WIDEST_INDENT = 16;

    private final StringBuilder out = new StringBuilder();
    private final Deque<String> indents = new ArrayDeque<>();
    private String indent = "";
    private int listDepth;
    private int cellDepth;
    private boolean atLineStart = true;
    private boolean afterMarker;

    /** Appends text at the cursor; line breaks in it keep the indent. Within a table's cell they become spaces. */
    void append(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                newLine();
            } else if (c != '\r') {
                if (atLineStart) {
                    out.append(indent);
                    atLineStart = false;
                }
                out.append(c);
                afterMarker = false;
            }
        }
    }

    void newLine() {
        if (cellDepth > 0) {
            out.append(' ');
        } else {
            out.append('\n');
            atLineStart = true;
        }
        afterMarker = false;
    }

    /** Moves to the start of a line; stays right behind an item's marker. */
    void startLine() {
        if (!atLineStart && !afterMarker) {
            newLine();
        }
    }

    /** As {@link #startLine}, with a blank line before it outside of lists and tables. */
    void startBlock() {
        startLine();
        boolean blank = listDepth > 0 || cellDepth > 0 || afterMarker || out.isEmpty();
        if (!blank && !endsWithBlankLine()) {
            newLine();
        }
    }

    void endBlock() {
        if (cellDepth == 0) {
            startLine();
        }
    }

    void startItem(String marker) {
        startLine();
        append(marker);
        afterMarker = true;
        indent("  ");
        listDepth++;
    }

    void endItem() {
        listDepth--;
        outdent();
        afterMarker = false;
        startLine();
    }

    void startCell() {
        cellDepth++;
        afterMarker = true;
    }

    void endCell() {
        cellDepth--;
        afterMarker = false;
    }

    void indent(String prefix) {
        indents.push(indent);
        indent = indent.length() < WIDEST_INDENT ? indent + prefix : indent;
    }

    void outdent() {
        indent = indents.pop();
    }

    private boolean endsWithBlankLine() {
        int length = out.length();
        return length > 1 && out.charAt(length - 1) == '\n' && out.charAt(length - 2) == '\n';
    }

    @Override
    public String toString() {
        return out.toString().strip();
    }
}
