package io.jiraagent.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Ed25519Test {
    private static final byte[] NOTHING = {};

    /** RFC 8032, section 7.1, test 1: the signature of nothing. */
    private static final String SEED = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";

    private static final String POINT = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
    private static final String SIGNATURE = "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
            + "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b";

    private static String base64(String hex) {
        return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
    }

    private static byte[] sign(PrivateKey key) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(key);
        return signature.sign();
    }

    private static boolean verify(PublicKey key, byte[] signed) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("Ed25519");
        signature.initVerify(key);
        signature.update(NOTHING);
        return signature.verify(signed);
    }

    @Test
    void readsTheKeysOfTheStandardsExample() throws GeneralSecurityException {
        byte[] signed = sign(Ed25519.privateKey("whsk_" + base64(SEED)));

        assertThat(signed).isEqualTo(HexFormat.of().parseHex(SIGNATURE));
        assertThat(sign(Ed25519.privateKey("whsk_" + base64(SEED + POINT)))).isEqualTo(signed);
        assertThat(verify(Ed25519.publicKey("whpk_" + base64(POINT)), signed)).isTrue();
        assertThat(verify(Ed25519.publicKey(base64(POINT)), signed)).isTrue();
    }

    @Test
    void everyNewPairBelongsTogetherAndKeepsItsText() throws GeneralSecurityException {
        for (int i = 0; i < 50; i++) {
            Ed25519.PairText pair = Ed25519.generate();
            PublicKey key = Ed25519.publicKey(pair.publicKey());

            assertThat(verify(key, sign(Ed25519.privateKey(pair.privateKey())))).isTrue();
            assertThat(Ed25519.text(key)).isEqualTo(pair.publicKey()).matches("whpk_[A-Za-z0-9+/]{43}=");
            assertThat(pair.toString()).doesNotContain(pair.privateKey());
        }
    }

    @Test
    void readsWhatOpensslWrites() throws GeneralSecurityException {
        PrivateKey key = Ed25519.privateKey("""
                -----BEGIN PRIVATE KEY-----
                MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g
                -----END PRIVATE KEY-----
                """);
        PublicKey point = Ed25519.publicKey("""
                -----BEGIN PUBLIC KEY-----
                MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=
                -----END PUBLIC KEY-----
                """);

        assertThat(sign(key)).isEqualTo(HexFormat.of().parseHex(SIGNATURE));
        assertThat(Ed25519.text(point)).isEqualTo("whpk_" + base64(POINT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "whpk_", "whpk_AAAA", "secret!", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----"
            })
    void saysWhatAKeyLooksLikeWithoutShowingWhatItGot(String text) {
        assertThatThrownBy(() -> Ed25519.publicKey(text)).hasMessageContaining("whpk_ and 44 characters");
        assertThatThrownBy(() -> Ed25519.privateKey(text))
                .hasMessageContaining("whsk_")
                .hasMessageNotContaining("secret!");
    }
}
