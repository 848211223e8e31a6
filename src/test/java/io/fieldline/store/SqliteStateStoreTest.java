package io.fieldline.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.fieldline.sync.CustomerTrail;
import io.fieldline.sync.StreamKey;
import io.fieldline.sync.WebhookEvent;

class SqliteStateStoreTest extends StateStoreContract {

    private final AtomicInteger folders = new AtomicInteger();

    @TempDir
    Path temporary;

    @Override
    StateStoreSettings newSettings() {
        return StateStoreSettings.sqlite(temporary.resolve("data-" + folders.incrementAndGet()));
    }

    @Test
    void keepsItsFilesToTheirOwner() throws IOException {
        store.checkpoints().save(new StreamKey("acme", "f", "s"), "1");

        assertThat(permissions(settings.folder())).isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(settings.folder())) {
            assertThat(files).extracting(file -> file.getFileName() + " " + permissions(file)).containsExactlyInAnyOrder(
                    "fieldline.db rw-------", "fieldline.db-wal rw-------", "fieldline.db-shm rw-------",
                    "fieldline.lock rw-------");
        }
    }

    @Test
    void leavesNoTraceOfAnErasedPayloadInItsFiles() throws IOException {
        store.webhooks().receive(new WebhookEvent("acme", "1", "tn.jpm.job-scheduled", NOON,
                "{\"customerId\":42,\"name\":\"Philippa Unmistakable\"}"));
        assertThat(contentOfAllFiles()).contains("Unmistakable");

        store.personalData().eraseCustomer("acme", new CustomerTrail(42));

        assertThat(contentOfAllFiles()).doesNotContain("Unmistakable");
    }

    private String contentOfAllFiles() throws IOException {
        StringBuilder content = new StringBuilder();
        try (Stream<Path> files = Files.list(settings.folder())) {
            for (Path file : files.toList()) {
                content.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return content.toString();
    }

    @Test
    void losesNothingCommittedWhenTheProcessIsKilled() throws Exception {
        Process owner = otherProcess("own");
        try {
            assertThat(owner.inputReader().readLine()).isEqualTo("saved");
            assertThat(otherProcess("own").inputReader().readLine()).contains("owned by another process",
                    "pid " + owner.pid());
        } finally {
            owner.destroyForcibly();
        }
        assertThat(owner.waitFor(10, TimeUnit.SECONDS)).isTrue();

        try (StateStore after = StateStore.open(otherSettings(), StateStore.Access.OWNER, InstantSource.system())) {
            assertThat(after.checkpoints().load(OtherProcess.KEY)).contains("committed");
        }
    }

    @Test
    void isReadByAnotherProcessWhileThisOneWrites() throws Exception {
        try (StateStore owner = StateStore.open(otherSettings(), StateStore.Access.OWNER, InstantSource.system())) {
            owner.checkpoints().save(OtherProcess.KEY, "seen from outside");
            String read = owner.unitOfWork().execute(() -> {
                owner.checkpoints().save(OtherProcess.KEY, "not committed yet");
                return firstLine("read");
            });
            assertThat(read).isEqualTo("seen from outside");
        }
    }

    private String firstLine(String what) {
        try {
            return otherProcess(what).inputReader().readLine();
        } catch (IOException error) {
            throw new java.io.UncheckedIOException(error);
        }
    }

    private StateStoreSettings otherSettings() {
        return StateStoreSettings.sqlite(temporary.resolve("shared"));
    }

    private Process otherProcess(String what) throws IOException {
        return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), OtherProcess.class.getName(), what,
                otherSettings().folder().toString()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }

    private static String permissions(Path path) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        } catch (IOException error) {
            throw new java.io.UncheckedIOException(error);
        }
    }
}
