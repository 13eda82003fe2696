package io.jiraagent.agent.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jiraagent.agent.FinalAgentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromptsTest {
    @TempDir
    private Path folder;

    private Prompts prompts;

    @BeforeEach
    void twoVersions() throws IOException {
        prompts = new Prompts(folder);
        write("triage.v2.md", "two");
        write("triage.v10.md", "ten");
        write("triage-old.v99.md", "another");
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }

    @Test
    void theNewestVersionCountsUnlessOneIsPinned() {
        assertThat(prompts.load("triage", Optional.empty()).text()).isEqualTo("ten");
        assertThat(prompts.load("triage", Optional.of(2)).text()).isEqualTo("two");
    }

    @Test
    void anEditHoldsAtOnceAndIsToldApart() throws IOException {
        String before = prompts.load("triage", Optional.empty()).id();
        write("triage.v10.md", "ten, edited");
        Prompt after = prompts.load("triage", Optional.empty());

        assertThat(after.text()).isEqualTo("ten, edited");
        assertThat(after.id()).startsWith("triage.v10 ").isNotEqualTo(before);
    }

    @Test
    void withoutAFileTheOneOfTheProgramServes() {
        assertThat(prompts.load("ticket", Optional.empty()).id()).startsWith("ticket.v1 ");
        assertThat(new Prompts(folder.resolve("none"))
                        .load("ticket", Optional.of(1))
                        .text())
                .contains("word for word");
    }

    @Test
    void aMissingOrEmptyOneIsNamed() throws IOException {
        write("empty.v1.md", " \n");

        assertThatThrownBy(() -> prompts.load("triage", Optional.of(3)))
                .isInstanceOf(FinalAgentException.class)
                .hasMessageContaining("routes/prompts/triage.v3.md is not there");
        assertThatThrownBy(() -> prompts.load("empty", Optional.empty())).hasMessageContaining("is empty");
    }
}
