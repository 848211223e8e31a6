package io.fieldline.agent.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import io.fieldline.agent.tool.CanonicalJson;
import io.fieldline.servicetitan.HandClock;

class VerificationTest {

    @TempDir
    Path folder;
    private final Lines lines = new Lines();
    private final List<String> alarms = new ArrayList<>();
    private AuditHead head;
    private Audit audit;

    @BeforeEach
    void writeSome() {
        head = new AuditHead(folder, alarms::add);
        audit = new Audit(lines, head, new HandClock(Instant.parse("2026-11-29T14:00:00Z")));
        for (String event : List.of("planned", "begun", "ended", "read", "refused")) {
            add(event);
        }
    }

    private void add(String event) {
        audit.add(event, new Audit.Call("bot", Optional.empty(), "acme", "change"),
                JsonNodeFactory.instance.objectNode().put("begun", 2));
        audit.mark();
    }

    private List<Verification.Problem> problems() {
        return Verification.of(lines, head).problems();
    }

    @Test
    void whatNobodyTouchedIsWhole() {
        assertThat(problems()).isEmpty();
    }

    @Test
    void eachAlteredByteIsFoundAndItsEntryNamed() {
        for (int entry = 1; entry <= 5; entry++) {
            AuditEntry whole = lines.all.get(entry - 1);
            for (int at = 0; at < whole.body().length(); at++) {
                char other = whole.body().charAt(at) == 'x' ? 'y' : 'x';
                lines.all.set(entry - 1, new AuditEntry(entry, whole.body().substring(0, at) + other
                        + whole.body().substring(at + 1), whole.hash()));
                assertThat(problems()).extracting(Verification.Problem::entry).contains((long) entry);
            }
            lines.all.set(entry - 1, whole);
        }
    }

    @Test
    void anEntryThatWasWrittenAnewWithItsHashIsFoundByTheNextOne() {
        String body = lines.all.get(2).body().replace("change", "charge");
        lines.all.set(2, new AuditEntry(3, body, CanonicalJson.sha256(body)));
        assertThat(problems()).extracting(Verification.Problem::entry).containsExactly(4L);
    }

    @Test
    void anEntryThatWasTakenOutIsMissed() {
        lines.all.remove(1);
        assertThat(problems()).first().extracting(Verification.Problem::text)
                .isEqualTo("does not follow on 1: what stood between was taken away");
    }

    @Test
    void anEndThatWasCutOffIsNoticedByTheFileBesideTheStore() {
        lines.all.subList(3, 5).clear();
        assertThat(problems()).containsExactly(
                new Verification.Problem(5, "is gone, with all from 4 on: the audit's end was cut off"));
        // What is added afterwards, also by another process, does not cover it up.
        head = new AuditHead(folder, alarms::add);
        audit = new Audit(lines, head, new HandClock());
        for (int i = 0; i < 4; i++) {
            add("read");
        }
        assertThat(problems()).singleElement().satisfies(problem -> {
            assertThat(problem.entry()).isEqualTo(5);
            assertThat(problem.text()).contains("the audit was written anew");
        });
    }

    @Test
    void anEndThatIsCutOffWhileTheProcessRunsIsNoticedHoweverMuchIsAddedSince() {
        lines.all.subList(3, 5).clear();
        for (int i = 0; i < 4; i++) {
            add("read");
        }
        assertThat(alarms).singleElement().satisfies(alarm -> assertThat(alarm).contains("does not hold entry 5 any more"));
        assertThat(problems()).contains(
                new Verification.Problem(6, "does not follow on 3: what stood between was taken away"),
                new Verification.Problem(5, "is gone, although there are entries after it"));
        head = new AuditHead(folder, alarms::add);
        audit = new Audit(lines, head, new HandClock());
        add("read");
        assertThat(problems()).extracting(Verification.Problem::entry).contains(5L, 6L);
        assertThat(alarms).hasSize(2);
    }

    @Test
    void entriesThatWereWrittenAnewWhileTheProcessRunsDoNotTakeTheFileWithThem() {
        AuditEntry last = lines.all.remove(4);
        String body = last.body().replace("change", "charge");
        lines.all.add(new AuditEntry(5, body, CanonicalJson.sha256(body)));
        add("read");
        add("read");
        assertThat(alarms).hasSize(1);
        assertThat(problems()).singleElement().satisfies(problem -> {
            assertThat(problem.entry()).isEqualTo(5);
            assertThat(problem.text()).contains("the audit was written anew");
        });
    }

    @Test
    void aFileThatIsGoneIsAProblemAndOneThatIsBehindIsNone() throws IOException {
        Path file = folder.resolve(AuditHead.FILE);
        String before = Files.readString(file);
        add("read");
        Files.writeString(file, before);
        assertThat(problems()).isEmpty();
        Files.delete(file);
        assertThat(problems()).singleElement().satisfies(problem -> assertThat(problem.text()).contains(AuditHead.FILE));
    }

    @Test
    void aWriteOfWhoseEndNothingIsKnownIsListed() {
        assertThat(Verification.of(lines, head).unfinished()).isEmpty();
        add("begun");
        assertThat(Verification.of(lines, head).unfinished()).containsExactly(Map.entry(6L, "change"));
    }

    private static final class Lines implements AuditStore {

        private final List<AuditEntry> all = new ArrayList<>();

        @Override
        public AuditEntry append(Function<Optional<AuditEntry>, AuditEntry> next) {
            AuditEntry entry = next.apply(last());
            all.add(entry);
            return entry;
        }

        @Override
        public Optional<AuditEntry> find(long number) {
            return all.stream().filter(entry -> entry.number() == number).findFirst();
        }

        @Override
        public Optional<AuditEntry> last() {
            return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
        }

        @Override
        public List<AuditEntry> after(long number, int limit) {
            return all.stream().filter(entry -> entry.number() > number).limit(limit).toList();
        }

        @Override
        public List<AuditEntry> newest(Chosen chosen, int limit) {
            throw new UnsupportedOperationException();
        }
    }
}
