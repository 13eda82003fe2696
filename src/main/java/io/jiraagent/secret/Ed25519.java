package io.jiraagent.secret;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;

/**
 * Ed25519 keys as text: in the forms of <a href="https://www.standardwebhooks.com">Standard Webhooks</a>
 * ({@code whpk_}, {@code whsk_} and base64), or PEM as {@code openssl genpkey -algorithm ed25519} writes it. No message
 * shows a private key. Thread-safe.
 */
public final class Ed25519 {
    public static final String ALGORITHM = "Ed25519";

    private static final String PUBLIC_PREFIX = "whpk_";
    private static final String PRIVATE_PREFIX = "whsk_";
    private static final int KEY_BYTES = 32;
    private static final int SIGN_BIT = 0x80;

    private Ed25519() {}

    /**
     * A new pair. Never prints its private half.
     *
     * @param publicKey {@code whpk_…}
     * @param privateKey {@code whsk_…}, of the seed and the public key, as other libraries expect it
     */
    public record PairText(String publicKey, String privateKey) {
        @Override
        public String toString() {
            return "PairText[" + publicKey + ", ***]";
        }
    }

    public static PairText generate() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            byte[] point = raw((EdECPublicKey) pair.getPublic());
            byte[] both = Arrays.copyOf(
                    ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow(), 2 * KEY_BYTES);
            System.arraycopy(point, 0, both, KEY_BYTES, KEY_BYTES);
            Base64.Encoder base64 = Base64.getEncoder();
            return new PairText(
                    PUBLIC_PREFIX + base64.encodeToString(point), PRIVATE_PREFIX + base64.encodeToString(both));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * @param text {@code whpk_} and base64, or PEM
     * @throws IllegalArgumentException it is no public key; says what is wanted
     */
    public static PublicKey publicKey(String text) {
        try {
            KeyFactory factory = KeyFactory.getInstance(ALGORITHM);
            PublicKey key = isPem(text)
                    ? factory.generatePublic(new X509EncodedKeySpec(pem(text)))
                    : factory.generatePublic(new EdECPublicKeySpec(
                            NamedParameterSpec.ED25519, point(decoded(text, PUBLIC_PREFIX, KEY_BYTES))));
            Signature.getInstance(ALGORITHM).initVerify(key);
            return key;
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "A public key is whpk_ and 44 characters of base64, or PEM; make a pair with:"
                            + " ./jira-agent relay keygen",
                    e);
        }
    }

    /**
     * @param text {@code whsk_} and base64 of 32 or 64 bytes, or PEM
     * @throws IllegalArgumentException it is no private key; says what is wanted
     */
    public static PrivateKey privateKey(String text) {
        try {
            KeyFactory factory = KeyFactory.getInstance(ALGORITHM);
            if (isPem(text)) {
                return factory.generatePrivate(new PKCS8EncodedKeySpec(pem(text)));
            }
            byte[] bytes = decoded(text, PRIVATE_PREFIX, KEY_BYTES, 2 * KEY_BYTES);
            return factory.generatePrivate(
                    new EdECPrivateKeySpec(NamedParameterSpec.ED25519, Arrays.copyOf(bytes, KEY_BYTES)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "A private key is whsk_ and base64, or PEM; make a pair with: ./jira-agent relay keygen");
        }
    }

    /** The form in which a public key is kept and shown: {@code whpk_…}. */
    public static String text(PublicKey key) {
        return PUBLIC_PREFIX + Base64.getEncoder().encodeToString(raw((EdECPublicKey) key));
    }

    private static boolean isPem(String text) {
        return text.strip().startsWith("-----BEGIN ");
    }

    private static byte[] pem(String text) {
        return Base64.getMimeDecoder().decode(text.strip().replaceAll("-----[A-Z ]+-----", ""));
    }

    private static byte[] decoded(String text, String prefix, int... lengths) {
        String base64 = text.strip();
        byte[] bytes =
                Base64.getDecoder().decode(base64.startsWith(prefix) ? base64.substring(prefix.length()) : base64);
        if (Arrays.stream(lengths).noneMatch(length -> length == bytes.length)) {
            throw new IllegalArgumentException();
        }
        return bytes;
    }

    /** Little-endian, with the sign of x in the last bit (RFC 8032, section 5.1.2). */
    private static EdECPoint point(byte[] raw) {
        byte[] y = reversed(raw);
        boolean odd = (y[0] & SIGN_BIT) != 0;
        y[0] &= (byte) ~SIGN_BIT;
        return new EdECPoint(odd, new BigInteger(1, y));
    }

    private static byte[] raw(EdECPublicKey key) {
        byte[] y = key.getPoint().getY().toByteArray();
        byte[] raw = Arrays.copyOf(reversed(y), KEY_BYTES);
        if (key.getPoint().isXOdd()) {
            raw[KEY_BYTES - 1] |= (byte) SIGN_BIT;
        }
        return raw;
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }
}
