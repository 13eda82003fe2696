package io.jiraagent.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class KeyringTest {
    /** From the Fernet specification's generate.json; Python's cryptography package is tested with it too. */
    private static final String SPEC_KEY = "cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=";

    private static final String SPEC_TOKEN =
            "gAAAAAAdwJ6wAAECAwQFBgcICQoLDA0ODy021cpGVWKZ_eEwCGM4BLLF_5CV9dOPmrhuVUPgJobwOz7JcbmrR64jVmpU4IwqDA==";

    @Test
    void readsTheSpecificationsTokenHoweverOldItIs() {
        assertThat(Keyring.of(List.of(SPEC_KEY)).decrypt(SPEC_TOKEN)).isEqualTo("hello");
    }

    @Test
    void encryptsWithTheFirstKeyAndDecryptsWithAll() {
        String oldKey = Keyring.generateKey();
        String newKey = Keyring.generateKey();
        String oldToken = Keyring.of(List.of(oldKey)).encrypt("secret");
        Keyring both = Keyring.of(List.of(newKey, oldKey));

        assertThat(both.decrypt(oldToken)).isEqualTo("secret");
        assertThat(Keyring.of(List.of(newKey)).decrypt(both.encrypt("secret"))).isEqualTo("secret");
    }

    @Test
    void refusesForeignAndDamagedTokensWithoutShowingThem() {
        Keyring keyring = Keyring.of(List.of(Keyring.generateKey()));

        for (String token : List.of(SPEC_TOKEN, SPEC_TOKEN.substring(0, 40), "", "no token", "gAAAAA")) {
            assertThatThrownBy(() -> keyring.decrypt(token))
                    .isInstanceOf(UnreadableSecretException.class)
                    .hasMessageNotContaining("gAAAAA");
        }
    }

    @Test
    void refusesAKeyThatIsNoneWithoutShowingIt() {
        assertThatThrownBy(() -> Keyring.of(List.of("hunter2")))
                .hasMessageContaining("44 characters")
                .hasMessageNotContaining("hunter2");
        assertThatThrownBy(() -> Keyring.of(List.of())).hasMessageContaining("At least one");
    }
}
