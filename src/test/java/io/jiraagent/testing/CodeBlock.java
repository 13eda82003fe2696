package io.jiraagent.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A fenced block of a Markdown file.
 *
 * @param file as it was given
 * @param line where the fence stands, from 1
 * @param language empty where none is named
 * @param remark the HTML comment on the line before the fence, without its signs; empty where there is none
 * @param text without the indentation that the fence has
 */
public record CodeBlock(Path file, int line, String language, String remark, String text) {
    private static final Pattern FENCE = Pattern.compile("( *)```(\\w*)");
    private static final Pattern COMMENT = Pattern.compile("\\s*<!--\\s*(.*?)\\s*-->\\s*");

    /** In their order. */
    public static List<CodeBlock> in(Path file) {
        try {
            return in(file, Files.readAllLines(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<CodeBlock> in(Path file, List<String> lines) {
        List<CodeBlock> blocks = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            Matcher fence = FENCE.matcher(lines.get(i));
            if (!fence.matches()) {
                continue;
            }
            int begin = i;
            int indentation = fence.group(1).length();
            StringBuilder text = new StringBuilder();
            for (i++; !lines.get(i).strip().equals("```"); i++) {
                text.append(lines.get(i)
                                .substring(Math.min(indentation, lines.get(i).length())))
                        .append('\n');
            }
            Matcher comment = COMMENT.matcher(begin == 0 ? "" : lines.get(begin - 1));
            blocks.add(new CodeBlock(
                    file, begin + 1, fence.group(2), comment.matches() ? comment.group(1) : "", text.toString()));
        }
        return blocks;
    }

    /** Where it stands. */
    @Override
    public String toString() {
        return file + ":" + line;
    }
}
