package io.jiraagent.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A copy of a PostgreSQL's files that is made while it serves, in the steps of pg_basebackup, which is not at hand here. */
final class BaseBackup {
    private static final String WAL = "pg_wal";

    private final Path data;
    private final Path copy;

    private BaseBackup(Path data, Path copy) {
        this.data = data;
        this.copy = copy;
    }

    /** @param copy the folder to make */
    static BaseBackup take(PostgresProcess server, Path copy) throws IOException, SQLException {
        BaseBackup backup = new BaseBackup(server.data(), copy);
        try (Connection session = server.dataSource().getConnection();
                Statement statement = session.createStatement()) {
            // An immediate checkpoint, which the copy begins with.
            statement.execute("SELECT pg_backup_start('test', true)");
            copy(backup.data, copy, file -> !file.startsWith("postmaster.") && !file.startsWith(WAL + "/"));
            try (ResultSet stopped = statement.executeQuery("SELECT labelfile FROM pg_backup_stop(false)")) {
                stopped.next();
                Files.writeString(copy.resolve("backup_label"), stopped.getString(1));
            }
            copy(backup.data.resolve(WAL), copy.resolve(WAL), file -> true);
        }
        return backup;
    }

    /** Puts the copy in the place of the files of the server, which must not run. */
    void restore() throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        copy(copy, data, file -> true);
    }

    /** @param wanted asked by the name relative to {@code from} */
    private static void copy(Path from, Path to, Predicate<String> wanted) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(from)) {
            files = all.filter(file -> wanted.test(from.relativize(file).toString()))
                    .toList();
        }
        for (Path file : files) {
            Path target = to.resolve(from.relativize(file).toString());
            try {
                if (!Files.isDirectory(target)) {
                    Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
                }
            } catch (NoSuchFileException e) {
                // Temporary; recovery does not look for it.
                Files.deleteIfExists(target);
            }
        }
    }
}
