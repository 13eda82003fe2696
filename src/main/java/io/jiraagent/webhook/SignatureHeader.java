package io.jiraagent.webhook;

import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A well-formed signature header, {@code method=hex} as of
 * <a href="https://www.w3.org/TR/websub/#recognized-algorithms-for-the-x-hub-signature-header">WebSub</a>.
 * {@code X-Hub-Signature-256} carries sha256 only; Jira's {@code X-Hub-Signature} also sha384 and sha512.
 *
 * @param algorithm name of the JCA {@code Mac}
 * @param hex the signature in hex digits of any case
 */
record SignatureHeader(String algorithm, String hex) {
    static final String SHA256_HEADER = "X-Hub-Signature-256";
    static final String JIRA_HEADER = "X-Hub-Signature";

    private static final Map<String, String> ALGORITHMS =
            Map.of("sha256", "HmacSHA256", "sha384", "HmacSHA384", "sha512", "HmacSHA512");
    private static final Map<String, Integer> HEX_DIGITS = Map.of("sha256", 64, "sha384", 96, "sha512", 128);
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]{42,44}={0,2}");

    static final String GENERAL_HINT = "Sign the exact bytes that are sent (curl: --data-binary, not -d), with the"
            + " agent's secret decoded from base64 as the key, and check the agent id in the address.";

    /**
     * @param sha256Values every value of {@code X-Hub-Signature-256}
     * @param jiraValues every value of {@code X-Hub-Signature}
     * @throws Refusal there is no header, more than one, or a malformed one; its hint is taken from the header's shape
     */
    static SignatureHeader parse(List<String> sha256Values, List<String> jiraValues) {
        int count = sha256Values.size() + jiraValues.size();
        if (count == 0) {
            throw Refusal.missingSignature();
        }
        if (count > 1) {
            throw tooMany(count);
        }
        boolean fromJira = sha256Values.isEmpty();
        String value = (fromJira ? jiraValues : sha256Values).get(0).strip();
        int equals = value.indexOf('=');
        String method = equals < 0 ? "" : value.substring(0, equals);
        String hex = value.substring(equals + 1);
        boolean known = fromJira ? ALGORITHMS.containsKey(method) : "sha256".equals(method);
        if (known && hex.length() == HEX_DIGITS.get(method) && isHex(hex)) {
            return new SignatureHeader(ALGORITHMS.get(method), hex);
        }
        throw Refusal.invalidSignature(hint(value, method, hex));
    }

    static Refusal tooMany(int count) {
        return Refusal.invalidSignature("Send exactly one signature header; this request has " + count + ".");
    }

    /** Compares in constant time. */
    boolean matches(byte[] key, byte[] body) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            return MessageDigest.isEqual(HexFormat.of().parseHex(hex), mac.doFinal(body));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isHex(String text) {
        return text.chars().allMatch(HexFormat::isHexDigit);
    }

    private static String hint(String value, String method, String hex) {
        if ("sha1".equals(method)) {
            return "sha1 is not accepted; sign with HMAC-SHA256 and send sha256=<64 hex digits>.";
        }
        if (value.length() == 64 && isHex(value)) {
            return "The value must begin with 'sha256='.";
        }
        if (hex.length() == 60 && isHex(hex)) {
            return "60 hex digits: 'xxd -p' wraps its output after 30 bytes; use 'xxd -p -c 256' or"
                    + " 'openssl dgst -hex'.";
        }
        if (BASE64.matcher(value).matches() || (BASE64.matcher(hex).matches() && !isHex(hex))) {
            return "This looks like base64; write the HMAC as 64 hex digits: sha256=<hex>.";
        }
        if ("sha256".equals(method) && !hex.isEmpty() && isHex(hex)) {
            return "Expected 64 hex digits after 'sha256=', got " + hex.length() + ".";
        }
        return "Expected sha256=<64 hex digits>.";
    }
}
