package io.jiraagent.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the documentation refers to is there: files, headings and tests. */
class ReferencesTest {
    private static final Pattern LINK = Pattern.compile("]\\(([^):]*?)(?:#([^)]*))?\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
    private static final Pattern CODE_BLOCK = Pattern.compile("(?ms)^ *```.*?^ *```$");
    private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT))`");

    private static List<Path> pages;

    @BeforeAll
    static void find() throws IOException {
        try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
            pages = Stream.concat(
                            docs,
                            Stream.of(
                                            "README.md",
                                            "CONTRIBUTING.md",
                                            "CHANGELOG.md",
                                            "routes/README.md",
                                            "bench/README.md")
                                    .map(Path::of))
                    .filter(file -> file.toString().endsWith(".md"))
                    .toList();
        }
    }

    private static String read(Path page) {
        try {
            return CODE_BLOCK.matcher(Files.readString(page)).replaceAll("");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** As they become part of an address. */
    private static Set<String> headings(Path page) {
        return HEADING.matcher(read(page))
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    private static boolean leadsSomewhere(Path page, MatchResult link) {
        Path target = link.group(1).isEmpty()
                ? page
                : page.resolveSibling(link.group(1)).normalize();
        return Files.exists(target)
                && (link.group(2) == null || headings(target).contains(link.group(2)));
    }

    @Test
    void everyLinkLeadsSomewhere() {
        assertThat(pages.stream().flatMap(page -> LINK.matcher(read(page))
                        .results()
                        .filter(link -> !leadsSomewhere(page, link))
                        .map(link -> page + ": " + link.group())))
                .isEmpty();
    }

    @Test
    void everyTestThatIsNamedIsThere() throws IOException {
        Set<String> tests;
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            tests = files.map(file -> file.getFileName().toString().replace(".java", ""))
                    .collect(Collectors.toSet());
        }

        assertThat(pages.stream()
                        .flatMap(page -> TEST.matcher(read(page)).results().map(match -> match.group(1))))
                .isNotEmpty()
                .isSubsetOf(tests);
    }
}
