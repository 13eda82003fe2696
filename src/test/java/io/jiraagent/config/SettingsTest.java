package io.jiraagent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    @TempDir
    private Path home;

    private Settings load(String file, Map<String, String> environment) throws IOException {
        Files.writeString(home.resolve("application.properties"), file);
        return Settings.load(home, environment);
    }

    @Test
    void theManualNamesEveryKeyWithItsDefault() throws IOException {
        Settings manual = Settings.load(Path.of("."), Map.of());
        Settings defaults = load("", Map.of());

        assertThat(manual.server()).isEqualTo(defaults.server());
        assertThat(manual.managementPort()).isEqualTo(defaults.managementPort());
        assertThat(manual.webhook()).isEqualTo(defaults.webhook());
        assertThat(manual.execution()).isEqualTo(defaults.execution());
        assertThat(manual.retention()).isEqualTo(defaults.retention());
        assertThat(manual.alerts()).isEqualTo(defaults.alerts());
        assertThat(manual.tls()).isEmpty();
        assertThat(manual.relay().timeout()).isEqualTo(defaults.relay().timeout());
        assertThat(manual.agents()).isEqualTo(defaults.agents());
        assertThat(manual.embedded()).isTrue();
        assertThatThrownBy(() -> load("surely.unknown=1", Map.of()))
                .isInstanceOfSatisfying(ConfigurationException.class, e -> {
                    String known = e.getMessage().replaceAll("(?s).*known keys: (.*), and Camel's.*", "$1");
                    assertThat(known.split(", "))
                            .allSatisfy(key -> assertThat(Files.readString(Path.of("application.properties")))
                                    .containsPattern("(?m)^" + key.replace(".", "\\.") + "="));
                });
    }

    @Test
    void theEnvironmentWins() throws IOException {
        Settings settings = load("server.port=1\nwebhook.repeat-window=5m", Map.of("SERVER_PORT", "2"));

        assertThat(settings.server().port()).isEqualTo(2);
        assertThat(settings.server().publicUrl()).isEqualTo("http://localhost:2");
        assertThat(settings.webhook().repeatWindow()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void aCertificateMakesTheAddressHttpsAndWantsItsKey() throws IOException {
        Settings settings = load("tls.certificate=tls/c.pem\ntls.key=tls/k.pem", Map.of());

        assertThat(settings.server().publicUrl()).isEqualTo("https://localhost:8080");
        assertThat(settings.https()).isTrue();
        assertThat(settings.tls().orElseThrow().key()).isEqualTo(home.resolve("tls/k.pem"));
        assertThat(load("server.public-url=https://agents.example/", Map.of()).https())
                .isTrue();
        assertThat(load("", Map.of()).https()).isFalse();
        assertThatThrownBy(() -> load("tls.certificate=c.pem", Map.of()))
                .hasMessageContainingAll("'tls.key'", "TLS_KEY");
        assertThatThrownBy(() -> load("tls.key=k.pem", Map.of())).hasMessageContaining("'tls.certificate'");
    }

    @Test
    void relativeFoldersAreRelativeToTheFile() throws IOException {
        assertThat(load("data.dir=./d", Map.of()).dataDir()).isEqualTo(home.resolve("d"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "server.port | 70000 | a whole number from 0 to 65535",
                "server.port | http | a whole number from 0 to 65535",
                "webhook.repeat-window | soon | a duration such as",
                "webhook.max-body-bytes | 1 | a whole number from 1024",
                "retention.completed | 7d | a duration from 691200s",
                "relay.timeout | 0s | a duration from 1s to 300s",
                "webhook.timestamp-tolerance | PT-5M | a duration from 1s to 86400s",
                "agent.allow-private-networks | yes | true or false",
                "log.format | xml | text or json",
                "alert.mail-to | nobody | an address such as",
                "alert.smtp-encryption | some | starttls, tls or none",
            })
    void refusesNonsenseNamingKeyValueAndWish(String key, String value, String wish) {
        assertThatThrownBy(() -> load(key + "=" + value, Map.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll(
                        key,
                        "'" + value + "'",
                        wish,
                        key.toUpperCase(java.util.Locale.ROOT).replace('.', '_').replace('-', '_'));
    }

    @Test
    void eMailNeedsASenderAndItsPasswordIsNotShown() throws IOException {
        assertThatThrownBy(() -> load("alert.mail-to=ops@example.org", Map.of()))
                .hasMessageContaining("'alert.mail-from'");

        Settings settings = load(
                "alert.mail-to=ops@example.org, night@example.org\nalert.mail-from=agents@example.org",
                Map.of("ALERT_SMTP_USER", "agents", "ALERT_SMTP_PASSWORD", "geheim"));
        assertThat(settings.alerts().mail().to()).containsExactly("ops@example.org", "night@example.org");
        assertThat(settings.alerts().told()).isTrue();
        assertThat(settings).asString().contains("agents").doesNotContain("geheim");
        assertThat(load("", Map.of()).alerts().told()).isFalse();
    }

    @Test
    void refusesOneServerWithoutTheOther() {
        assertThatThrownBy(() -> load("", Map.of("DATABASE_URL", "jdbc:postgresql://db/x")))
                .hasMessageContaining("Missing: KAFKA_BROKERS");
        assertThatThrownBy(() -> load("", Map.of("KAFKA_BROKERS", "k:9092")))
                .hasMessageContaining("Missing: DATABASE_URL");
    }

    @Test
    void refusesToRunOnRealServersWithoutAnEncryptionKey() {
        assertThatThrownBy(() -> load("", Map.of("DATABASE_URL", "jdbc:postgresql://db/x", "KAFKA_BROKERS", "k:9092")))
                .hasMessageContaining("ENCRYPTION_KEY is not set");
    }

    @Test
    void takesTheAddressThatPsqlTakes() throws IOException {
        Settings settings = load(
                "",
                Map.of(
                        "DATABASE_URL", "postgresql://ops:p%40ss@db.example:5433/agents?sslmode=require",
                        "KAFKA_BROKERS", "k:9092",
                        "ENCRYPTION_KEY", "one, two"));

        Settings.Database database = settings.database().orElseThrow();
        assertThat(database.url()).isEqualTo("jdbc:postgresql://db.example:5433/agents?sslmode=require");
        assertThat(database.user()).isEqualTo("ops");
        assertThat(database.password()).isEqualTo("p@ss");
        assertThat(database).asString().doesNotContain("p@ss");
        assertThat(settings.encryptionKeys()).containsExactly("one", "two");
    }

    @Test
    void neverShowsAPassword() {
        assertThatThrownBy(
                        () -> load("", Map.of("DATABASE_URL", "mysql://ops:hunter2@db/x", "KAFKA_BROKERS", "k:9092")))
                .hasMessageNotContaining("hunter2")
                .hasMessageContaining("jdbc:postgresql://");
    }
}
