package io.jiraagent.cli;

import io.jiraagent.demo.PrivateFile;
import io.jiraagent.secret.Hashes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Makes self-signed certificates by the JDK's keytool. */
final class SelfSignedCertificate {
    private static final String ALIAS = "server";
    private static final String PASSWORD_VARIABLE = "KEYSTORE_PASSWORD";
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|[0-9a-fA-F:]*:[0-9a-fA-F:]*");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9*][A-Za-z0-9.-]{0,252}");
    private static final Base64.Encoder PEM = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private SelfSignedCertificate() {}

    /** PEM files; the key's can be read by its owner only. */
    record PemFiles(Path certificate, Path key) {}

    /**
     * @param hosts names and addresses that it is for
     * @param folder is made, if it is not there
     * @throws IllegalArgumentException a host is neither
     */
    static PemFiles make(List<String> hosts, int days, Path folder) throws IOException, InterruptedException {
        String names =
                hosts.stream().map(SelfSignedCertificate::alternativeName).collect(Collectors.joining(","));
        Files.createDirectories(folder);
        Path scratch = Files.createTempDirectory(folder, ".keytool");
        Path store = scratch.resolve("store.p12");
        String password = Hashes.randomToken("");
        try {
            keytool(store, password, hosts.get(0), names, days);
            return write(store, password, folder);
        } catch (GeneralSecurityException e) {
            throw new IOException("keytool's key store cannot be read: " + e.getMessage(), e);
        } finally {
            Files.deleteIfExists(store);
            Files.deleteIfExists(scratch);
        }
    }

    private static String alternativeName(String host) {
        if (ADDRESS.matcher(host).matches()) {
            return "ip:" + host;
        }
        if (NAME.matcher(host).matches()) {
            return "dns:" + host;
        }
        throw new IllegalArgumentException("'" + host + "' is neither a host name nor an address");
    }

    private static void keytool(Path store, String password, String host, String names, int days)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                ALIAS,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-validity",
                Integer.toString(days),
                "-dname",
                "CN=" + host,
                "-ext",
                "SAN=" + names,
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass:env",
                PASSWORD_VARIABLE);
        builder.environment().put(PASSWORD_VARIABLE, password);
        Process process = builder.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("keytool failed: " + said.strip());
        }
    }

    private static PemFiles write(Path store, String password, Path folder)
            throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, password.toCharArray());
        }
        PemFiles files = new PemFiles(folder.resolve("certificate.pem"), folder.resolve("key.pem"));
        PrivateFile.write(
                files.key(),
                pem("PRIVATE KEY", keys.getKey(ALIAS, password.toCharArray()).getEncoded()));
        PrivateFile.write(
                files.certificate(),
                pem("CERTIFICATE", keys.getCertificate(ALIAS).getEncoded()));
        return files;
    }

    private static String pem(String what, byte[] content) {
        return "-----BEGIN " + what + "-----\n" + PEM.encodeToString(content) + "\n-----END " + what + "-----\n";
    }
}
