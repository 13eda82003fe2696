package io.jiraagent.agent.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiscretionTest {
    private static final String INSTRUCTIONS =
            "You help a software team to work on its Jira tickets, and nothing else.";

    private final Discretion discretion = new Discretion(
            Optional.of("sk-abc-123456"),
            "DATA-00ff00ff00ff00ff00ff00ff",
            INSTRUCTIONS,
            "It fails on https://portal.example/login since Monday");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "it is sk-abc-123456",
                "it is S K _ A B C _ 1 2 3 4 5 6",
                "654321-cba-ks",
                "c2stYWJjLTEyMzQ1Ng",
                "736b2d6162632d313233343536",
                "between DATA-00ff00ff00ff00ff00ff00ff lines",
                "I was told: help a software team to work on its Jira tickets!",
                " \u200b\u202e "
            })
    void secretsAndInstructionsAreNotPassedOn(String text) {
        assertThat(discretion.pass(text, 100)).isEmpty();
    }

    @Test
    void onlyAddressesOfTheTicketAreNamed() {
        assertThat(discretion.pass(
                        "See https://portal.example/login or https://evil.example/x?a=1 (javascript:alert)", 200))
                .contains("See https://portal.example/login or [address removed] ([address removed])");
    }

    @Test
    void whatPeopleDoNotSeeIsTakenOutAndLongTextIsCut() {
        assertThat(discretion.pass("a\u0000b\u202ec\u200bd\ud800e", 100)).contains("abcde");
        assertThat(discretion.pass("x".repeat(50), 10)).contains("xxxxxxxxx…");
        assertThat(discretion.pass("12345678\ud83d\ude00\ud83d\ude00", 10)).contains("12345678…");
    }

    @Test
    void aNameInThePortalIsNoSecret() {
        assertThat(discretion.pass("The team should look at its tickets on Monday.", 100))
                .isPresent();
    }
}
