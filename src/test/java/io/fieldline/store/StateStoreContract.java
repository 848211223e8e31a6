package io.fieldline.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.audit.UndoStore.KeptUndo;
import io.fieldline.agent.plan.Approvals;
import io.fieldline.agent.plan.Plan;
import io.fieldline.agent.tool.Cost;
import io.fieldline.agent.tool.RecordChange;
import io.fieldline.agent.tool.RecordRef;
import io.fieldline.agent.tool.UndoRecipe;
import io.fieldline.failure.MisconfiguredException;
import io.fieldline.outreach.BlockedRecipients.Blocked;
import io.fieldline.outreach.BlockedRecipients.Cause;
import io.fieldline.outreach.KnownStarts;
import io.fieldline.outreach.LineType;
import io.fieldline.outreach.Messages;
import io.fieldline.outreach.OutboxMessage;
import io.fieldline.outreach.OutreachStores;
import io.fieldline.outreach.SequenceProcess;
import io.fieldline.outreach.ShortLinks;
import io.fieldline.outreach.Subject;
import io.fieldline.outreach.WrittenConsents.WrittenConsent;
import io.fieldline.sync.ChangeMemory;
import io.fieldline.sync.Counts;
import io.fieldline.sync.CustomerTrail;
import io.fieldline.sync.DeadLetter;
import io.fieldline.sync.DeadLetterStore;
import io.fieldline.sync.Erased;
import io.fieldline.sync.IdempotentKeyStore;
import io.fieldline.sync.Run;
import io.fieldline.sync.SeenRecord;
import io.fieldline.sync.StreamKey;
import io.fieldline.sync.WebhookEvent;
import io.fieldline.sync.WebhookInbox;
import io.fieldline.sync.pair.Conflict;
import io.fieldline.sync.pair.ConflictStore;
import io.fieldline.sync.pair.ContactCopy;
import io.fieldline.sync.pair.MatchIndex;
import io.fieldline.sync.pair.MatchKey;
import io.fieldline.sync.pair.PairKey;
import io.fieldline.sync.pair.PairLink;
import io.fieldline.sync.pair.PairLinkStore;
import io.fieldline.sync.pair.Sent;

/** What every state store keeps to, whichever database is below. */
abstract class StateStoreContract {

    static final Instant NOON = Instant.parse("2026-11-23T12:00:00.1234567Z");
    static final StreamKey JOBS = new StreamKey("acme", "warehouse-pipeline", "jpm/jobs");
    private static final PairKey CUSTOMER_PAIRS = new PairKey("acme", "customer", "crm");
    private static final StreamKey CUSTOMERS = new StreamKey("acme", "warehouse-pipeline", "crm/customers");
    private static final StreamKey CRM_RECORDS = new StreamKey("acme", "hubspot-to-customer", "crm");

    StateStoreSettings settings;
    StateStore store;

    abstract StateStoreSettings newSettings();

    @BeforeEach
    void open() {
        settings = newSettings();
        store = StateStore.open(settings, StateStore.Access.OWNER, InstantSource.fixed(NOON));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void keepsOneCheckpointForEachStream() {
        store.checkpoints().save(JOBS, "1");
        store.checkpoints().save(CUSTOMERS, "7");
        store.checkpoints().save(JOBS, "2");

        assertThat(store.checkpoints().load(JOBS)).contains("2");
        store.checkpoints().remove(JOBS);
        assertThat(store.checkpoints().load(JOBS)).isEmpty();
        assertThat(store.checkpoints().load(CUSTOMERS)).contains("7");
    }

    @Test
    void knowsWhenAppointmentsBeganUntilTheyAreOverOrLookedThroughAnew() {
        KnownStarts known = store.knownStarts();
        known.replace("acme", "visits", NOON, Map.of(1L, NOON.plusSeconds(60), 2L, NOON.minusSeconds(60)));
        known.replace("summit", "visits", NOON, Map.of(1L, NOON));

        assertThat(known.since("acme", "visits")).contains(NOON);
        assertThat(known.since("acme", "others")).isEmpty();
        assertThat(known.find("acme", "visits", 1)).contains(NOON.plusSeconds(60));
        assertThat(known.removeStartedBefore(NOON)).isEqualTo(1);
        assertThat(known.find("acme", "visits", 2)).isEmpty();

        known.replace("acme", "visits", NOON.plusSeconds(5), Map.of(3L, NOON));
        assertThat(known.since("acme", "visits")).contains(NOON.plusSeconds(5));
        assertThat(known.find("acme", "visits", 1)).isEmpty();
        assertThat(known.find("acme", "visits", 3)).contains(NOON);
        assertThat(known.find("summit", "visits", 1)).contains(NOON);
    }

    @Test
    void aShortLinkLeadsWhereItLedFirstForAsLongAsItsMessageIsKept() {
        ShortLinks links = store.shortLinks();
        OutboxMessage message = Messages.scheduled(Messages.request(1, 7), Messages.ADA, NOON);
        store.outreach().outbox().plan(message);
        assertThat(links.keep("aaaaaaaaaa", message.token(), "https://acme.example/review", NOON)).isEqualTo("aaaaaaaaaa");
        assertThat(links.keep("bbbbbbbbbb", message.token(), "https://acme.example/review", NOON)).as("written again")
                .isEqualTo("aaaaaaaaaa");
        assertThat(links.keep("cccccccccc", "no-such-message", "https://acme.example/renew", NOON)).isEqualTo("cccccccccc");
        assertThatThrownBy(() -> links.keep("aaaaaaaaaa", "another", "https://acme.example/renew", NOON))
                .isInstanceOf(IllegalStateException.class);

        assertThat(links.target("aaaaaaaaaa")).contains("https://acme.example/review");
        assertThat(links.target("bbbbbbbbbb")).isEmpty();
        assertThat(links.removeOfNoMessage()).isEqualTo(1);
        assertThat(links.target("cccccccccc")).isEmpty();
        assertThat(links.target("aaaaaaaaaa")).isPresent();
    }

    @Test
    void keepsWhatWasWrittenWhenItIsOpenedAgain() {
        store.checkpoints().save(JOBS, "kept");
        store.close();

        open(settings);

        assertThat(store.checkpoints().load(JOBS)).contains("kept");
    }

    @Test
    void givesARunBackAsItWasSavedLast() {
        Run running = run("1", JOBS, NOON, null, null);
        Run ended = run("1", JOBS, NOON, NOON.plusNanos(100), 12L);
        store.runs().save(running);
        assertThat(store.runs().find("1")).contains(running);

        store.runs().save(ended);

        assertThat(store.runs().find("1")).contains(ended);
        assertThat(store.runs().find("2")).isEmpty();
    }

    @Test
    void listsTheNewestRunsFirst() {
        store.runs().save(run("1", JOBS, NOON, NOON, null));
        store.runs().save(run("2", CUSTOMERS, NOON.plusSeconds(1), NOON, null));
        store.runs().save(run("3", new StreamKey("other", "f", "s"), NOON.plusSeconds(2), NOON, null));

        assertThat(store.runs().recent(null, null, 2)).extracting(Run::id).containsExactly("3", "2");
        assertThat(store.runs().recent("acme", "warehouse-pipeline", 9)).extracting(Run::id).containsExactly("2", "1");
    }

    @Test
    void sumsRunsSinceAnInstantByStream() {
        store.runs().save(run("0", JOBS, NOON.minusSeconds(1), NOON, null));
        store.runs().save(run("1", JOBS, NOON, NOON, null));
        store.runs().save(run("2", JOBS, NOON.plusSeconds(1), NOON, null));

        assertThat(store.runs().totals(NOON)).singleElement().satisfies(totals -> {
            assertThat(totals.key()).isEqualTo(JOBS);
            assertThat(totals.counts()).isEqualTo(new Counts(20, 10, 6, 2, 2));
            assertThat(totals.lastRun().id()).isEqualTo("2");
        });
    }

    @Test
    void keepsTheNewestRunOfEachStreamHoweverOld() {
        store.runs().save(run("1", JOBS, NOON, NOON, null));
        store.runs().save(run("2", JOBS, NOON.plusSeconds(1), NOON.plusSeconds(1), null));
        store.runs().save(run("3", CUSTOMERS, NOON, NOON, null));

        assertThat(store.runs().removeEndedBefore(NOON.plusSeconds(60))).isEqualTo(1);
        assertThat(store.runs().recent(null, null, 9)).extracting(Run::id).containsExactly("2", "3");
    }

    @Test
    void addsAnIdempotentKeyOnce() {
        IdempotentKeyStore keys = store.idempotentKeys();

        assertThat(keys.add("acme", "alert", "job-1")).isTrue();
        assertThat(keys.add("acme", "alert", "job-1")).isFalse();
        assertThat(keys.add("other", "alert", "job-1")).isTrue();
        assertThat(keys.remove("acme", "alert", "job-1")).isTrue();
        assertThat(keys.remove("acme", "alert", "job-1")).isFalse();
        assertThat(keys.contains("acme", "alert", "job-1")).isFalse();
        assertThat(keys.contains("other", "alert", "job-1")).isTrue();
    }

    @Test
    void letsOneOfManyThreadsAddAKey() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Boolean>> added = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                String key = "job-" + i % 5;
                added.add(threads.submit(() -> store.idempotentKeys().add("acme", "alert", key)));
            }
            int winners = 0;
            for (Future<Boolean> one : added) {
                winners += one.get() ? 1 : 0;
            }
            assertThat(winners).isEqualTo(5);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void parksARecordOfAStreamOnceWithItsNewestReason() {
        DeadLetterStore letters = store.deadLetters();
        letters.park(letter("a", JOBS, "1", "first", "{}", NOON));
        letters.park(letter("b", JOBS, "1", "second", "{}", NOON.plusSeconds(1)));
        letters.park(letter("c", CUSTOMERS, "1", "other stream", "{}", NOON.plusSeconds(2)));

        assertThat(letters.list("acme", null, DeadLetter.Status.PARKED, 9)).extracting(DeadLetter::reason)
                .containsExactly("other stream", "second");
        assertThat(letters.find("b")).contains(letter("b", JOBS, "1", "second", "{}", NOON.plusSeconds(1)));
        assertThat(letters.find("a")).isEmpty();
    }

    @Test
    void settlesADeadLetterAndParksItAgainWhenItFailsAgain() {
        DeadLetterStore letters = store.deadLetters();
        letters.park(letter("a", JOBS, "1", "first", "{}", NOON));

        letters.settle("a", DeadLetter.Status.REPLAYED, NOON);
        assertThat(letters.count("acme", JOBS.flow(), DeadLetter.Status.REPLAYED)).isEqualTo(1);
        letters.park(letter("b", JOBS, "1", "again", "{}", NOON));

        assertThat(letters.count(null, null, DeadLetter.Status.PARKED)).isEqualTo(1);
        assertThat(letters.count(null, null, DeadLetter.Status.REPLAYED)).isZero();
    }

    @Test
    void storesANulCharacterThatARefusalQuotes() {
        store.deadLetters().park(letter("a", JOBS, "1", "bad \0 byte", "{}", NOON));

        assertThat(store.deadLetters().find("a").orElseThrow().reason()).isEqualTo("bad \uFFFD byte");
    }

    @Test
    void receivesAnEventOnceAndHandsOutTheOldestFirst() {
        WebhookInbox inbox = store.webhooks();
        WebhookEvent late = event("late", "{}", NOON.plusSeconds(1));
        WebhookEvent early = event("early", "{}", NOON);

        assertThat(inbox.receive(late)).isTrue();
        assertThat(inbox.receive(early)).isTrue();
        assertThat(inbox.receive(early)).isFalse();
        assertThat(inbox.pending("acme", 9)).containsExactly(early, late);
        inbox.handled(early);
        assertThat(inbox.pending("acme", 9)).containsExactly(late);
        assertThat(inbox.receive(early)).isFalse();
    }

    @Test
    void remembersThousandsOfRecordsInOneCall() {
        ChangeMemory memory = store.changeMemory();
        List<String> ids = IntStream.range(0, 5_000).mapToObj(Integer::toString).toList();
        memory.remember(JOBS, ids.stream().map(id -> new SeenRecord(id, NOON, null, "Scheduled")).toList());
        memory.remember(JOBS, List.of(new SeenRecord("7", NOON, null, "Scheduled"),
                new SeenRecord("7", NOON.plusNanos(100), "print", null)));

        assertThat(memory.recall(JOBS, ids)).hasSize(5_000)
                .containsEntry("7", new SeenRecord("7", NOON.plusNanos(100), "print", null))
                .containsEntry("8", new SeenRecord("8", NOON, null, "Scheduled"));
        assertThat(memory.recall(CUSTOMERS, ids)).isEmpty();
        memory.forget(JOBS, ids.subList(0, 4_990));
        assertThat(memory.recordIds(JOBS)).containsExactlyInAnyOrderElementsOf(ids.subList(4_990, 5_000));
    }

    @Test
    void forgetsWhatWasModifiedBeforeButNotWhatHasNoTime() {
        ChangeMemory memory = store.changeMemory();
        memory.remember(JOBS, List.of(new SeenRecord("old", NOON.minusNanos(100), null, null),
                new SeenRecord("new", NOON, null, null), new SeenRecord("timeless", null, "print", null)));

        assertThat(memory.forgetModifiedBefore(JOBS, NOON)).isEqualTo(1);
        assertThat(memory.recordIds(JOBS)).containsExactlyInAnyOrder("new", "timeless");
    }

    @Test
    void findsAPairFromBothSides() {
        PairLinkStore links = store.pairs().links();
        PairLink link = new PairLink(CUSTOMER_PAIRS, "1", "001A",
                Map.of("name", "Ada", "balance", new BigDecimal("12.50"), "tags", List.of("VIP")),
                new Sent(Map.of("phone", "+15125550100"), Map.of()), "v7", null, PairLink.State.LINKED, NOON);
        links.save(List.of(pair("1", "000"), pair("2", "001B")));
        links.save(List.of(link));

        assertThat(links.byServiceTitan(CUSTOMER_PAIRS, List.of("1", "3"))).containsExactly(link);
        assertThat(links.byCrm(CUSTOMER_PAIRS, List.of("001A"))).containsExactly(link);
        assertThat(links.byCrm(CUSTOMER_PAIRS, List.of("000"))).isEmpty();
        assertThat(links.byServiceTitan(new PairKey("other", "customer", "crm"), List.of("1"))).isEmpty();
        assertThat(links.count(CUSTOMER_PAIRS)).isEqualTo(2);
        links.remove(link);
        assertThat(links.byServiceTitan(CUSTOMER_PAIRS, List.of("1"))).isEmpty();
    }

    @Test
    void hasARecordInOnePairAtMost() {
        PairLinkStore links = store.pairs().links();
        links.save(List.of(pair("1", "001A"), pair("2", "001B"),
                PairLink.creating(CUSTOMER_PAIRS, null, "001C", Sent.NOTHING, NOON),
                PairLink.creating(CUSTOMER_PAIRS, "4", null, Sent.NOTHING, NOON)));

        links.save(List.of(pair("2", "001A")));

        assertThat(links.byServiceTitan(CUSTOMER_PAIRS, List.of("1", "2"))).containsExactly(pair("2", "001A"));
        assertThat(links.byCrm(CUSTOMER_PAIRS, List.of("001B"))).isEmpty();
        assertThat(links.byCrm(CUSTOMER_PAIRS, List.of("001C"))).isEqualTo(links.creatingCustomers(CUSTOMER_PAIRS)).hasSize(1);
        assertThat(links.byServiceTitan(CUSTOMER_PAIRS, List.of("4"))).hasSize(1);
    }

    @Test
    void keepsOneConflictOfAKindForAPairAndItsFirstTime() {
        ConflictStore conflicts = store.pairs().conflicts();
        conflicts.open(List.of(conflict("1", "001A", Conflict.Kind.FIELDS, "first", NOON)));
        conflicts.open(List.of(conflict("1", "001A", Conflict.Kind.FIELDS, "second", NOON.plusSeconds(60)),
                conflict("1", null, Conflict.Kind.CANDIDATES, "several", NOON)));

        List<Conflict> about = conflicts.about(CUSTOMER_PAIRS, List.of("1"), List.of());
        assertThat(about).extracting(Conflict::message).containsExactly("second", "several");
        assertThat(about).extracting(Conflict::openedAt).containsOnly(NOON);
        assertThat(conflicts.about(CUSTOMER_PAIRS, List.of(), List.of("001A"))).hasSize(1);
        assertThat(conflicts.list("acme", Conflict.Kind.FIELDS, 9)).containsExactly(about.get(0));
        assertThat(conflicts.find(about.get(1).id())).contains(about.get(1));

        conflicts.remove(List.of(about.get(0).id()));
        assertThat(conflicts.list(null, null, 9)).containsExactly(about.get(1));
    }

    @Test
    void findsRecordsByTheirKeys() {
        MatchIndex index = store.pairs().index();
        MatchKey email = new MatchKey(MatchKey.Kind.EMAIL, "ada@example.com");
        MatchKey phone = new MatchKey(MatchKey.Kind.PHONE, "+15125550100");
        index.put("acme", "crm", Map.of("1", Set.of(email, phone), "2", Set.of(email)));
        index.put("acme", "crm", Map.of("1", Set.of(phone)));
        index.put("acme", "books", Map.of("9", Set.of(email)));

        assertThat(index.find("acme", "crm", List.of(email, phone))).isEqualTo(Map.of(email, Set.of("2"), phone, Set.of("1")));
        assertThat(index.find("other", "crm", List.of(email))).isEmpty();
    }

    @Test
    void keepsAContactWithTheCustomerThatHasItNow() {
        ContactCopy contacts = store.contactCopy();
        contacts.keep("acme", List.of(contact(7, 1, "a@example.com", true), contact(8, 1, "b@example.com", true)));
        List<Map<String, Object>> changed = List.of(contact(7, 2, "a@example.com", true), contact(8, 1, "b@example.com", false),
                contact(9, 3, "c@example.com", true));
        assertThat(contacts.owners("acme", changed)).containsExactly(1L);
        assertThat(contacts.owners("other", changed)).isEmpty();
        contacts.keep("acme", List.of(contact(9, 1, "c@example.com", true), contact(9, 1, "c@example.com", false)));
        assertThat(contacts.owners("acme", List.of(contact(9, 1, "c@example.com", true)))).as("gone within a page").isEmpty();
        contacts.keep("acme", changed.subList(0, 2));

        assertThat(contacts.of("acme", List.of(1L, 2L))).isEqualTo(Map.of(2L, List.of(contact(7, 2, "a@example.com", true))));
        assertThat(contacts.of("other", List.of(2L))).isEmpty();
    }

    @Test
    void writesNothingOfAUnitOfWorkThatFails() {
        assertThatThrownBy(() -> store.unitOfWork().execute(() -> {
            store.checkpoints().save(JOBS, "lost");
            store.changeMemory().remember(JOBS, List.of(new SeenRecord("1", NOON, null, null)));
            assertThat(store.checkpoints().load(JOBS)).contains("lost");
            throw new IllegalArgumentException("stop");
        })).isInstanceOf(IllegalArgumentException.class);

        assertThat(store.checkpoints().load(JOBS)).isEmpty();
        assertThat(store.changeMemory().recordIds(JOBS)).isEmpty();
    }

    @Test
    void commitsNestedUnitsOfWorkTogether() {
        assertThatThrownBy(() -> store.unitOfWork().execute(() -> {
            store.unitOfWork().execute(() -> {
                store.checkpoints().save(JOBS, "inner");
                return null;
            });
            throw new IllegalArgumentException("stop");
        })).isInstanceOf(IllegalArgumentException.class);

        assertThat(store.checkpoints().load(JOBS)).isEmpty();
    }

    @Test
    void refusesToCommitWhenTheFailureOfAPartWasSwallowed() {
        assertThatThrownBy(() -> store.unitOfWork().execute(() -> {
            store.checkpoints().save(JOBS, "half");
            try {
                store.unitOfWork().execute(() -> {
                    throw new IllegalArgumentException("part");
                });
            } catch (IllegalArgumentException swallowed) {
                return "as if nothing had happened";
            }
            return "";
        })).isInstanceOf(IllegalStateException.class).hasMessageContaining("nothing was written");

        assertThat(store.checkpoints().load(JOBS)).isEmpty();
    }

    @Test
    void hidesAUnitOfWorkFromOtherThreadsUntilItCommits() throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            store.unitOfWork().execute(() -> {
                store.checkpoints().save(JOBS, "new");
                assertThat(other.submit(() -> store.checkpoints().load(JOBS))).succeedsWithin(Duration.ofSeconds(10))
                        .isEqualTo(java.util.Optional.empty());
                return null;
            });
            assertThat(other.submit(() -> store.checkpoints().load(JOBS)).get()).contains("new");
        } finally {
            other.shutdownNow();
        }
    }

    @Test
    void letsRowsOfTheSameDatabaseJoinTheUnitOfWork() throws SQLException {
        execute("create table warehouse_rows (id integer)");

        assertThatThrownBy(() -> store.unitOfWork().execute(() -> {
            store.checkpoints().save(JOBS, "lost");
            execute("insert into warehouse_rows values (1)");
            throw new IllegalArgumentException("stop");
        })).isInstanceOf(IllegalArgumentException.class);
        assertThat(rowsInWarehouse()).isZero();
        store.unitOfWork().execute(() -> {
            store.checkpoints().save(JOBS, "kept");
            execute("insert into warehouse_rows values (1)");
            return null;
        });

        assertThat(rowsInWarehouse()).isEqualTo(1);
        assertThat(store.checkpoints().load(JOBS)).contains("kept");
    }

    @Test
    void removesWhatHasBeenKeptLongEnough() {
        Instant old = NOON.minus(Duration.ofDays(31));
        store.deadLetters().park(letter("old", JOBS, "1", "r", "{}", old));
        store.deadLetters().park(letter("new", JOBS, "2", "r", "{}", NOON));
        store.webhooks().receive(event("old", "{}", old));
        store.idempotentKeys().add("acme", "alert", "young");
        store.runs().save(run("1", JOBS, NOON.minus(Duration.ofDays(100)), NOON.minus(Duration.ofDays(99)), null));
        store.runs().save(run("2", JOBS, NOON, NOON, null));

        assertThat(store.retention(Retention.Periods.DEFAULT).removeExpired()).containsExactly(new Erased("dead_letter", 1),
                new Erased("webhook_event", 1), new Erased("run", 1), new Erased("idempotent_key", 0),
                new Erased("outbox_message (personal data)", 0), new Erased("outbox_message", 0),
                new Erased("sequence_process", 0), new Erased("known_start", 0), new Erased("short_link", 0),
                new Erased("line_type", 0));
        assertThat(store.deadLetters().find("new")).isPresent();
        assertThat(store.idempotentKeys().contains("acme", "alert", "young")).isTrue();
    }

    @Test
    void erasesACustomerAndNobodyElse() {
        store.deadLetters().park(letter("job", JOBS, "1", "r", "{\"id\":1,\"customerId\":42}", NOON));
        store.deadLetters().park(letter("text", JOBS, "2", "r", "{\"deep\":[{\"customer\":{\"id\":\"42\"}}]}", NOON));
        store.deadLetters().park(letter("self", CUSTOMERS, "42", "r", "{\"id\":42}", NOON));
        store.deadLetters().park(letter("lookalike", JOBS, "42", "r", "{\"id\":42,\"customerId\":420,\"total\":42}", NOON));
        store.deadLetters().park(letter("linked", CRM_RECORDS, "001A", "r", "{\"id\":\"001A\",\"otherId\":null}", NOON));
        store.deadLetters().park(letter("bearing", CRM_RECORDS, "001C", "r", "{\"id\":\"001C\",\"otherId\":\"42\"}", NOON));
        store.deadLetters().park(letter("else", CRM_RECORDS, "001B", "r", "{\"id\":\"001B\",\"otherId\":\"420\"}", NOON));
        store.webhooks().receive(event("about", "{\"data\":{\"customer\":{\"id\":42}}}", NOON));
        store.webhooks().receive(event("other", "{\"data\":{\"id\":42,\"customer\":{\"id\":7}}}", NOON));
        store.pairs().links().save(List.of(pair("42", "001A"), pair("43", "001B")));
        store.pairs().conflicts().open(List.of(conflict("42", "001A", Conflict.Kind.FIELDS, "about", NOON),
                conflict("43", "001B", Conflict.Kind.FIELDS, "other", NOON)));
        MatchKey key = new MatchKey(MatchKey.Kind.EMAIL, "ada@example.com");
        store.pairs().index().put("acme", "crm", Map.of("001A", Set.of(key), "001B", Set.of(key)));
        store.pairs().index().put("acme", MatchIndex.SERVICETITAN, Map.of("42", Set.of(key), "43", Set.of(key)));
        store.contactCopy().keep("acme",
                List.of(contact(7, 42, "ada@example.com", true), contact(8, 43, "b@example.com", true)));
        store.changeMemory().remember(CUSTOMERS,
                List.of(new SeenRecord("42", NOON, null, null), new SeenRecord("43", NOON, null, null)));
        store.changeMemory().remember(JOBS, List.of(new SeenRecord("42", NOON, null, null)));

        assertThat(store.personalData().eraseCustomer("other", new CustomerTrail(42))).allMatch(erased -> erased.count() == 0);
        assertThat(store.personalData().eraseCustomer("acme", new CustomerTrail(42))).containsExactly(
                new Erased("dead_letter", 5), new Erased("webhook_event", 1), new Erased("match_key", 2),
                new Erased("conflict", 1), new Erased("pair_link", 1), new Erased("contact_copy", 1),
                new Erased("seen_record", 1), new Erased("outbox_message", 0), new Erased("written_consent", 0),
                new Erased("sequence_process", 0), new Erased("line_type", 0), new Erased("agent_plan", 0),
                new Erased("agent_undo", 0));
        assertThat(store.pairs().index().find("acme", "crm", List.of(key))).isEqualTo(Map.of(key, Set.of("001B")));
        assertThat(store.pairs().links().byServiceTitan(CUSTOMER_PAIRS, List.of("42", "43"))).hasSize(1);
        assertThat(store.deadLetters().list(null, null, null, 9)).extracting(DeadLetter::id)
                .containsExactlyInAnyOrder("lookalike", "else");
        assertThat(store.webhooks().pending("acme", 9)).extracting(WebhookEvent::userAssignedId).containsExactly("other");
        assertThat(store.changeMemory().recordIds(CUSTOMERS)).containsExactly("43");
        assertThat(store.changeMemory().recordIds(JOBS)).containsExactly("42");
    }

    @Test
    void erasesWhatAgentsWantedAndDidWithACustomer() {
        for (String id : List.of("42", "420")) {
            ObjectNode shown = JsonNodeFactory.instance.objectNode().put("summary", "Changes crm/customers/" + id);
            store.agents().plans().keep(new Plan("p" + id, new Plan.Binding("bot", "acme", "change", "h"), "f", NOON,
                    NOON.plusSeconds(900), Plan.State.OPEN, shown, JsonNodeFactory.instance.objectNode(), "",
                    Approvals.of(List.of())));
            store.agents().undos().keep(new KeptUndo(Long.parseLong(id), "bot", "acme", "change", NOON, Cost.ofRecords(1),
                    new UndoRecipe(List.of(), List.of(new RecordChange(new RecordRef("crm/customers", id), "v", List.of()))),
                    Optional.empty()));
        }
        assertThat(store.personalData().eraseCustomer("other", new CustomerTrail(42))).allMatch(erased -> erased.count() == 0);
        assertThat(store.personalData().eraseCustomer("acme", new CustomerTrail(42))).contains(new Erased("agent_plan", 1),
                new Erased("agent_undo", 1));
        assertThat(store.agents().plans().find("p42")).isEmpty();
        assertThat(store.agents().plans().find("p420")).isPresent();
        assertThat(store.agents().undos().find(42)).isEmpty();
        assertThat(store.agents().undos().find(420)).isPresent();
    }

    @Test
    void erasesMessagesOfACustomerButNotThatItMustNotBeMessaged() {
        OutreachStores outreach = store.outreach();
        outreach.outbox().plan(Messages.scheduled(Messages.request(1, 42), Messages.ADA, NOON));
        outreach.outbox().plan(Messages.scheduled(Messages.request(2, 43), Messages.ADA, NOON));
        outreach.consents().record(new WrittenConsent("acme", Messages.ADA, 42, "booking page", NOON));
        outreach.sequences().enrol(new SequenceProcess("acme", "renewal", Subject.of("membership", 1), 42, OptionalLong.empty(),
                NOON, 0, NOON, 0, SequenceProcess.State.RUNNING, "", NOON, Map.of()));
        outreach.blocked().block(new Blocked("acme", Messages.ADA, Cause.OPTED_OUT, "reply STOP", NOON));

        assertThat(store.personalData().eraseCustomer("acme", new CustomerTrail(42))).contains(new Erased("outbox_message", 1),
                new Erased("written_consent", 1), new Erased("sequence_process", 1));

        assertThat(outreach.outbox().list("acme", null, null, null, 9)).hasSize(1);
        assertThat(outreach.blocked().causes("acme", List.of(Messages.ADA))).containsExactly(Cause.OPTED_OUT);
    }

    @Test
    void erasesWhatLinesTheNumbersOfACustomerAreWhoeverTheyWereAskedFor() {
        OutreachStores outreach = store.outreach();
        String askedForIt = "+13125550142";
        String sharedWithAnother = Messages.ADA;
        String ofAnother = "+13125550199";
        outreach.outbox().plan(Messages.scheduled(Messages.request(1, 42), sharedWithAnother, NOON));
        outreach.lines().keep("acme", askedForIt, 42, LineType.LANDLINE, NOON);
        outreach.lines().keep("acme", sharedWithAnother, 43, LineType.MOBILE, NOON);
        outreach.lines().keep("acme", ofAnother, 43, LineType.MOBILE, NOON);
        outreach.lines().keep("other", askedForIt, 42, LineType.MOBILE, NOON);

        assertThat(store.personalData().eraseCustomer("acme", new CustomerTrail(42))).contains(new Erased("line_type", 2));

        assertThat(outreach.lines().find("acme", askedForIt, NOON)).isEmpty();
        assertThat(outreach.lines().find("acme", sharedWithAnother, NOON)).isEmpty();
        assertThat(outreach.lines().find("acme", ofAnother, NOON)).contains(LineType.MOBILE);
        assertThat(outreach.lines().find("other", askedForIt, NOON)).contains(LineType.MOBILE);
    }

    @Test
    void whatLineANumberIsGoesAfterNinetyDays() {
        store.outreach().lines().keep("acme", Messages.ADA, 42, LineType.MOBILE, NOON.minus(Duration.ofDays(91)));
        store.outreach().lines().keep("acme", "+13125550199", 42, LineType.MOBILE, NOON.minus(Duration.ofDays(89)));

        assertThat(store.retention(Retention.Periods.DEFAULT).removeExpired()).contains(new Erased("line_type", 1));
    }

    @Test
    void erasesConsentsWithoutACustomerByTheNumbersThatAreKnownOfTheCustomer() {
        OutreachStores outreach = store.outreach();
        String fromContact = "+13125550142";
        String unknown = "+13125550199";
        outreach.outbox().plan(Messages.scheduled(Messages.request(1, 42), Messages.ADA, NOON));
        store.contactCopy().keep("acme", List.of(
                Map.of("id", 7L, "customerId", 42L, "type", "MobilePhone", "value", "(312) 555-0142", "active", true),
                Map.of("id", 8L, "customerId", 43L, "type", "MobilePhone", "value", "3125550199", "active", true)));
        for (String number : List.of(Messages.ADA, fromContact, unknown)) {
            outreach.consents().record(new WrittenConsent("acme", number, 0, "booking page", NOON));
            outreach.blocked().block(new Blocked("acme", number, Cause.UNREACHABLE, "21614", NOON));
        }

        assertThat(store.personalData().keeps("acme", new CustomerTrail(42))).hasSize(2)
                .anyMatch(
                        sentence -> sentence.startsWith("that 2 of the customer's numbers and addresses must not be messaged"))
                .anyMatch(sentence -> sentence.startsWith("1 written consents that were recorded without a customer"));
        assertThat(store.personalData().keeps("other", new CustomerTrail(42))).isEmpty();
        assertThat(store.personalData().eraseCustomer("acme", new CustomerTrail(42)))
                .contains(new Erased("written_consent", 2));

        assertThat(outreach.consents().find("acme", Messages.ADA)).isEmpty();
        assertThat(outreach.consents().find("acme", fromContact)).isEmpty();
        assertThat(outreach.consents().find("acme", unknown)).isPresent();
        assertThat(outreach.blocked().causes("acme", List.of(fromContact))).containsExactly(Cause.UNREACHABLE);
    }

    @Test
    void erasesWhatNamesOnlyAJobOrALocationOfTheCustomer() {
        store.deadLetters().park(letter("job", JOBS, "1", "r", "{\"id\":1,\"customerId\":42,\"leadCallId\":9}", NOON));
        store.deadLetters().park(letter("appointment", new StreamKey("acme", "f", "jpm/appointments"), "5", "r",
                "{\"id\":5,\"jobId\":1}", NOON));
        store.deadLetters().park(letter("item", new StreamKey("acme", "f", "accounting/invoice-items"), "6", "r",
                "{\"id\":6,\"invoiceId\":8}", NOON));
        store.deadLetters().park(letter("call", new StreamKey("acme", "f", "telecom/calls"), "9", "r",
                "{\"id\":9,\"leadCall\":{\"from\":\"5125550100\",\"customer\":null}}", NOON));
        store.deadLetters().park(letter("other", JOBS, "2", "r", "{\"id\":2,\"customerId\":7,\"locationId\":30}", NOON));
        store.webhooks().receive(event("dispatched", "{\"job\":{\"id\":3},\"appointment\":{\"id\":5}}", NOON));
        store.webhooks().receive(event("elsewhere", "{\"job\":{\"id\":2},\"location\":{\"id\":31}}", NOON));
        store.pairs().links().save(List.of(PairLink.linked(new PairKey("acme", "invoice", "books"), "8", "INV-8", NOON)));
        store.changeMemory().remember(JOBS, List.of(new SeenRecord("1", NOON, null, null)));
        CustomerTrail trail = new CustomerTrail(42);
        trail.follow("location", "30", JsonNodeFactory.instance.objectNode().put("customerId", 42));
        trail.follow("invoice", "8", JsonNodeFactory.instance.objectNode().put("locationId", 30));

        assertThat(store.personalData().eraseCustomer("acme", trail)).containsExactly(new Erased("dead_letter", 4),
                new Erased("webhook_event", 1), new Erased("match_key", 0), new Erased("conflict", 0),
                new Erased("pair_link", 1), new Erased("contact_copy", 0), new Erased("seen_record", 0),
                new Erased("outbox_message", 0), new Erased("written_consent", 0), new Erased("sequence_process", 0),
                new Erased("line_type", 0), new Erased("agent_plan", 0), new Erased("agent_undo", 0));

        assertThat(store.deadLetters().list(null, null, null, 9)).extracting(DeadLetter::id).containsExactly("other");
        assertThat(store.webhooks().pending("acme", 9)).extracting(WebhookEvent::userAssignedId)
                .containsExactly("elsewhere");
        assertThat(store.changeMemory().recordIds(JOBS)).as("so that the job is not told of a second time")
                .containsExactly("1");
    }

    @Test
    void refusesASecondOwnerAndNamesTheFirst() {
        assertThatThrownBy(() -> StateStore.open(settings, StateStore.Access.OWNER, InstantSource.fixed(NOON)))
                .isInstanceOf(MisconfiguredException.class)
                .hasMessageContaining("pid " + ProcessHandle.current().pid()).hasMessageContaining("since 20");

        store.close();
        open(settings);
        store.checkpoints().save(JOBS, "owned again");
        assertThat(store.checkpoints().load(JOBS)).contains("owned again");
    }

    @Test
    void letsReadersLookWhileTheOwnerWritesAndNothingMore() {
        try (StateStore reader = StateStore.open(settings, StateStore.Access.READER, InstantSource.fixed(NOON))) {
            store.unitOfWork().execute(() -> {
                store.checkpoints().save(JOBS, "1");
                assertThat(reader.checkpoints().load(JOBS)).isEmpty();
                return null;
            });
            assertThat(reader.checkpoints().load(JOBS)).contains("1");
            assertThatThrownBy(() -> reader.checkpoints().save(JOBS, "2")).isInstanceOf(MisconfiguredException.class)
                    .hasMessageContaining("opened to look only");
        }
    }

    @Test
    void letsReadersLookWhenNoOwnerRuns() {
        store.checkpoints().save(JOBS, "1");
        store.close();

        try (StateStore reader = StateStore.open(settings, StateStore.Access.READER, InstantSource.fixed(NOON))) {
            assertThat(reader.checkpoints().load(JOBS)).contains("1");
        }
    }

    @Test
    void tellsAReaderThatThereIsNoStoreYet() {
        StateStoreSettings nowhere = newSettings();

        assertThatThrownBy(() -> StateStore.open(nowhere, StateStore.Access.READER, InstantSource.fixed(NOON)))
                .isInstanceOf(MisconfiguredException.class).hasMessageContaining("there is no state store yet");
    }

    private void open(StateStoreSettings again) {
        store = StateStore.open(again, StateStore.Access.OWNER, InstantSource.fixed(NOON));
    }

    /** As a warehouse would: turns auto-commit off and commits by itself. */
    private void execute(String sql) {
        try (Connection connection = store.unitOfWork().joined().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(sql);
            connection.commit();
        } catch (SQLException error) {
            throw new IllegalStateException(error);
        }
    }

    private int rowsInWarehouse() throws SQLException {
        try (Connection connection = store.unitOfWork().joined().getConnection();
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*) from warehouse_rows")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static Run run(String id, StreamKey key, Instant startedAt, Instant endedAt, Long totalCount) {
        return new Run(id, key, Run.Kind.POLL, startedAt, endedAt, new Counts(10, 5, 3, 1, 1), totalCount,
                endedAt == null ? Run.Outcome.RUNNING : Run.Outcome.COMPLETE, "");
    }

    private static DeadLetter letter(String id, StreamKey key, String recordId, String reason, String payload, Instant at) {
        return new DeadLetter(id, key, recordId, reason, payload, "page 3", at, 1, DeadLetter.Status.PARKED);
    }

    private static WebhookEvent event(String id, String payload, Instant at) {
        return new WebhookEvent("acme", id, "tn.jpm.job-scheduled", at, payload);
    }

    private static PairLink pair(String serviceTitanId, String crmId) {
        return PairLink.linked(CUSTOMER_PAIRS, serviceTitanId, crmId, NOON);
    }

    private static Conflict conflict(String serviceTitanId, String crmId, Conflict.Kind kind, String message, Instant at) {
        return new Conflict(0, CUSTOMER_PAIRS, serviceTitanId, crmId, kind, message, Map.of("fields", List.of("name")), at);
    }

    private static Map<String, Object> contact(long id, long customerId, String email, boolean active) {
        return Map.of("id", id, "customerId", customerId, "type", "Email", "value", email, "active", active);
    }
}
