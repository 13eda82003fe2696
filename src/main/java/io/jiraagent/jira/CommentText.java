package io.jiraagent.jira;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a comment says, before it is put into one of Jira's formats. Immutable. */
record CommentText(List<Block> blocks) {
    CommentText {
        blocks = List.copyOf(blocks);
    }

    /** A part with lines of its own. */
    sealed interface Block {
        /** Characters that it takes of a limit. */
        int length();

        /** Its beginning. */
        Block cut(int length);
    }

    record Heading(String text) implements Block {
        @Override
        public int length() {
            return text.length();
        }

        @Override
        public Block cut(int length) {
            return this;
        }
    }

    record Paragraph(List<Run> runs) implements Block {
        @Override
        public int length() {
            return CommentText.length(runs);
        }

        @Override
        public Block cut(int length) {
            return new Paragraph(CommentText.cut(runs, length));
        }
    }

    record Bullets(List<List<Run>> items) implements Block {
        @Override
        public int length() {
            return items.stream().mapToInt(CommentText::length).sum();
        }

        @Override
        public Block cut(int length) {
            List<List<Run>> kept = new ArrayList<>();
            int left = length;
            for (List<Run> item : items) {
                if (left > 0) {
                    kept.add(CommentText.cut(item, left));
                }
                left -= CommentText.length(item);
            }
            return new Bullets(kept);
        }
    }

    /** JSON that has no better form. */
    record Code(String text) implements Block {
        @Override
        public int length() {
            return text.length();
        }

        @Override
        public Block cut(int length) {
            return new Code(CommentText.cut(text, length));
        }
    }

    /**
     * Text within a block.
     *
     * @param href where it leads; null: nowhere. Never from a ticket or an agent
     */
    record Run(String text, boolean strong, String href) {
        static Run plain(String text) {
            return new Run(text, false, null);
        }

        static Run strong(String text) {
            return new Run(text, true, null);
        }

        static Run link(String text, String href) {
            return new Run(text, false, href);
        }
    }

    static Paragraph paragraph(Run... runs) {
        return new Paragraph(List.of(runs));
    }

    int length() {
        return blocks.stream().mapToInt(Block::length).sum();
    }

    /** Its beginning, of about that many characters. */
    CommentText cut(int length) {
        List<Block> kept = new ArrayList<>();
        int left = length;
        for (Block block : blocks) {
            if (left > 0) {
                kept.add(block.length() <= left ? block : block.cut(left));
            }
            left -= block.length();
        }
        return new CommentText(kept);
    }

    CommentText plus(Block... more) {
        List<Block> all = new ArrayList<>(blocks);
        all.addAll(List.of(more));
        return new CommentText(all);
    }

    /** For people who look at a dry run. */
    String plain() {
        return blocks.stream().map(CommentText::plain).collect(Collectors.joining("\n\n"));
    }

    private static String plain(Block block) {
        if (block instanceof Bullets bullets) {
            return bullets.items().stream().map(item -> "• " + plain(item)).collect(Collectors.joining("\n"));
        }
        if (block instanceof Paragraph paragraph) {
            return plain(paragraph.runs());
        }
        return block instanceof Heading heading ? heading.text() : ((Code) block).text();
    }

    private static String plain(List<Run> runs) {
        return runs.stream()
                .map(run -> run.href() == null ? run.text() : run.text() + " <" + run.href() + ">")
                .collect(Collectors.joining());
    }

    private static int length(List<Run> runs) {
        return runs.stream().mapToInt(run -> run.text().length()).sum();
    }

    private static List<Run> cut(List<Run> runs, int length) {
        List<Run> kept = new ArrayList<>();
        int left = length;
        for (Run run : runs) {
            if (left > 0) {
                kept.add(new Run(cut(run.text(), left), run.strong(), run.href()));
            }
            left -= run.text().length();
        }
        return kept;
    }

    private static String cut(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
        return text.substring(0, end) + "…";
    }
}
