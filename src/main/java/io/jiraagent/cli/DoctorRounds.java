package io.jiraagent.cli;

import io.jiraagent.config.Settings;
import io.jiraagent.doctor.AgentCheck;
import io.jiraagent.doctor.CertificateCheck;
import io.jiraagent.doctor.Check;
import io.jiraagent.doctor.ClockCheck;
import io.jiraagent.doctor.CommentCheck;
import io.jiraagent.doctor.DatabaseCheck;
import io.jiraagent.doctor.DeadLetterCheck;
import io.jiraagent.doctor.DiskCheck;
import io.jiraagent.doctor.EncryptionKeyCheck;
import io.jiraagent.doctor.Examination;
import io.jiraagent.doctor.HmacSecretCheck;
import io.jiraagent.doctor.KafkaCheck;
import io.jiraagent.doctor.LagCheck;
import io.jiraagent.doctor.PublicUrlCheck;
import io.jiraagent.doctor.ReadinessCheck;
import io.jiraagent.doctor.RefusalCheck;
import io.jiraagent.doctor.RouteFilesCheck;
import io.jiraagent.doctor.WorkerCheck;
import io.jiraagent.routefile.RegistryCheck;
import io.jiraagent.routefile.RouteFileInspection;
import io.jiraagent.runtime.RoutesCheck;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Which checks {@code doctor} makes, and what has to be in order before which. */
final class DoctorRounds {
    private final Settings settings;

    DoctorRounds(Settings settings) {
        this.settings = settings;
    }

    void examine(Examination examination) {
        examination.look(new PublicUrlCheck(settings)).look(new CertificateCheck(settings.tls(), Clock.systemUTC()));
        if (settings.embedded()) {
            examination.look(new DiskCheck(settings.dataDir(), settings.dataMinFreeMb()));
        }
        examination.look(new ReadinessCheck(settings.managementPort(), settings.embedded()));
        Optional<RegistryAccess> access = RegistryAccess.find(settings);
        examination.look(
                new DatabaseCheck(
                        access.map(RegistryAccess::dataSource),
                        access.map(RegistryAccess::embedded).orElse(true)),
                access.map(this::inDatabase).orElse(List.of()));
        Optional<String> brokers = settings.kafkaBrokers().or(() -> access.flatMap(RegistryAccess::embeddedBrokers));
        examination.look(
                new KafkaCheck(brokers),
                brokers.<List<Check>>map(b -> List.of(new LagCheck(b))).orElse(List.of()));
        examination.look(new RouteFilesCheck(
                () -> RoutesCheck.inspect(settings, Optional.<RegistryCheck>empty(), RouteFileInspection::ofFolder)));
    }

    private List<Check> inDatabase(RegistryAccess access) {
        List<String> keys = access.knownKeys();
        return List.of(
                new ClockCheck(access.jdbc(), Clock.systemUTC()),
                new EncryptionKeyCheck(access.jdbc(), keys),
                new HmacSecretCheck(access.jdbc(), keys, Clock.systemUTC()),
                new AgentCheck(access.jdbc(), settings.routesDir()),
                new RefusalCheck(access.jdbc()),
                new WorkerCheck(access.jdbc()),
                new DeadLetterCheck(access.jdbc()),
                new CommentCheck(access.jdbc()));
    }
}
