package io.fieldline.accounting;

import static io.fieldline.accounting.MemoryDocuments.invoice;
import static io.fieldline.accounting.MemoryDocuments.payment;
import static io.fieldline.accounting.MemoryDocuments.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.fieldline.failure.RetryLaterException;
import io.fieldline.ledger.BooksChanges;
import io.fieldline.ledger.BooksEdit;
import io.fieldline.ledger.DocumentKind;
import io.fieldline.ledger.Gap;
import io.fieldline.ledger.LedgerEntry;
import io.fieldline.ledger.QuarantinedDocument;
import io.fieldline.ledger.coding.Finality;
import io.fieldline.sync.StreamKey;

class PostingTurnsTest {

    private static final Duration NEXT = Duration.ofSeconds(10);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final String REPAIR = "{ sku: REP-1, item: Repair }";

    @TempDir
    Path folder;
    private Desk desk;

    @BeforeEach
    void start() {
        desk = new Desk(folder);
    }

    private List<String> waiting() {
        return desk.ledger.quarantined("acme", "books").stream().map(one -> one.key().spoken()).toList();
    }

    private List<LedgerEntry> entries(long invoice) {
        return desk.ledger.of(List.of(invoice(invoice))).get(invoice(invoice));
    }

    @Test
    void aWriteThatACrashLeftUnderWayIsEndedAndMadeOnce() {
        desk.documents.sell(1, "SVC-1");
        desk.books.hook = before -> {
            if (!before) {
                throw new IllegalStateException("the process ends");
            }
            return false;
        };
        assertThatThrownBy(() -> desk.bookkeeping().post(DocumentKind.INVOICE, rows(1))).hasMessage("the process ends");
        desk.books.hook = before -> false;
        assertThat(desk.ledger.underWay("acme", "books")).hasSize(1);

        desk.turn(NEXT);
        assertThat(desk.ledger.underWay("acme", "books")).isEmpty();
        assertThat(entries(1)).singleElement().satisfies(entry -> assertThat(entry.stands()).isTrue());
        assertThat(desk.books.writes).isEqualTo(1);
    }

    @Test
    void aPaymentIsAppliedOnceItsInvoiceIsThereWhicheverWayItCame() {
        desk.documents.sell(1, "SVC-1");
        desk.documents.pay(5, 1);
        desk.bookkeeping().post(DocumentKind.PAYMENT, rows(5));
        assertThat(desk.ledger.awaited(payment(5))).containsExactly(invoice(1));
        desk.books.hook = before -> true;
        assertThatThrownBy(() -> desk.bookkeeping().post(DocumentKind.INVOICE, rows(1)))
                .isInstanceOf(RetryLaterException.class);
        desk.books.hook = before -> false;

        desk.turn(NEXT);
        assertThat(desk.ledger.settled(List.of(entries(1).get(0).key()))).containsValue(new BigDecimal("101.00"));
        assertThat(desk.ledger.awaited(payment(5))).isEmpty();
    }

    @Test
    void documentsInQuarantineAreTriedAtOnceWhenTheCodingChanged() {
        desk.documents.sell(1, "REP-1");
        desk.bookkeeping().post(DocumentKind.INVOICE, rows(1));
        desk.turn(NEXT);
        assertThat(waiting()).containsExactly("invoice 1");

        desk.code("posted", REPAIR);
        desk.turn(NEXT);
        assertThat(waiting()).isEmpty();
        assertThat(entries(1)).hasSize(1);
    }

    @Test
    void aDocumentThatNobodyCanPlaceIsTriedEachHourAndNotEachTurn() {
        desk.documents.sell(1, "REP-1");
        desk.bookkeeping().post(DocumentKind.INVOICE, rows(1));
        desk.turn(NEXT);
        assertThat(desk.documents.reads).as("at the start").isEqualTo(1);
        IntStream.range(0, 350).forEach(turn -> desk.turn(NEXT));
        assertThat(desk.documents.reads).isEqualTo(1);

        desk.turn(Duration.ofSeconds(100));
        assertThat(desk.documents.reads).isEqualTo(2);
        assertThat(waiting()).containsExactly("invoice 1");
    }

    @Test
    void documentsInQuarantineAreTriedAHundredAtATime() {
        LongStream.rangeClosed(1, 250).forEach(id -> desk.documents.sell(id, "REP-1"));
        desk.bookkeeping().post(DocumentKind.INVOICE, rows(LongStream.rangeClosed(1, 250).toArray()));
        desk.code("posted", REPAIR);

        desk.turn(NEXT);
        assertThat(desk.documents.reads).isEqualTo(3);
        assertThat(waiting()).isEmpty();
    }

    @Test
    void whatIsLeftAloneNowOrGoneLeavesTheQuarantine() {
        desk.documents.sell(1, "REP-1");
        desk.documents.sell(2, "REP-1");
        desk.documents.sell(3, "REP-1");
        desk.bookkeeping().post(DocumentKind.INVOICE, rows(1, 2, 3));
        desk.documents.sell(1, "REP-1", Set.of());
        desk.documents.invoices.remove(2L);

        desk.turn(NEXT);
        assertThat(waiting()).containsExactly("invoice 3");
    }

    @Test
    void aDocumentInQuarantineIsKnownByItsNumberAndDate() {
        desk.documents.sell(1, "REP-1");
        desk.bookkeeping().post(DocumentKind.INVOICE, rows(1));
        assertThat(desk.ledger.quarantined("acme", "books")).singleElement()
                .extracting(QuarantinedDocument::number, QuarantinedDocument::date)
                .containsExactly(Optional.of("I-1"), Optional.of(MemoryDocuments.DAY));
    }

    @Test
    void aPausedFlowPostsNothingUntilItIsResumed() {
        desk.documents.sell(1, "REP-1");
        desk.bookkeeping().post(DocumentKind.INVOICE, rows(1));
        desk.code("posted", REPAIR);
        desk.paused = true;
        desk.turn(NEXT);
        desk.turn(HOUR);
        assertThat(desk.documents.reads).isZero();
        assertThat(desk.books.writes).isZero();

        desk.paused = false;
        desk.turn(NEXT);
        assertThat(waiting()).isEmpty();
        assertThat(desk.books.writes).isEqualTo(1);
    }

    @Test
    void whatAPauseBrokeOffIsTakenUpWhenItEnds() {
        LongStream.rangeClosed(1, 150).forEach(id -> desk.documents.sell(id, "REP-1"));
        desk.bookkeeping().post(DocumentKind.INVOICE, rows(LongStream.rangeClosed(1, 150).toArray()));
        desk.code("posted", REPAIR);
        desk.books.hook = before -> {
            desk.paused = true;
            return false;
        };
        desk.turn(NEXT);
        assertThat(waiting()).hasSize(50);

        desk.books.hook = before -> false;
        desk.paused = false;
        desk.turn(NEXT);
        assertThat(waiting()).isEmpty();
    }

    @Test
    void anInvoiceIsPostedOnceItsJobIsCompletedAlthoughNothingOfTheInvoiceChanged() {
        desk.code("completed", "");
        desk.documents.sell(1, "SVC-1", Set.of(Finality.POSTED));
        desk.bookkeeping().post(DocumentKind.INVOICE, rows(1));
        desk.turn(NEXT);
        assertThat(desk.documents.completedSince).as("the first look is from the cut-over on, in the tenant's zone")
                .isEqualTo("2026-11-01T05:00:00Z");
        assertThat(entries(1)).isEmpty();

        Instant looked = desk.clock.instant();
        desk.documents.completed.add(1L);
        desk.documents.sell(1, "SVC-1", Set.of(Finality.POSTED, Finality.COMPLETED));
        desk.turn(Duration.ofMinutes(2));
        assertThat(entries(1)).hasSize(1);
        assertThat(desk.documents.completedSince).as("with look-back").isEqualTo(looked.minus(HOUR));

        int reads = desk.documents.reads;
        desk.turn(Duration.ofMinutes(2));
        assertThat(desk.documents.reads).as("what is posted is not read again").isEqualTo(reads);
    }

    @Test
    void jobsAreNotLookedAtWhereTheyMakeNothingFinal() {
        desk.turn(NEXT);
        desk.turn(HOUR);
        assertThat(desk.documents.completedSince).isNull();
    }

    @Test
    void aLookAtJobsThatFailedIsMadeAgainFromTheSamePosition() {
        desk.code("completed", "");
        desk.turn(NEXT);
        Instant looked = desk.clock.instant();
        desk.documents.completed.add(1L);
        desk.documents.sell(1, "SVC-1", Set.of(Finality.COMPLETED));
        desk.books.hook = before -> true;
        desk.turn(Duration.ofMinutes(90));
        desk.books.hook = before -> false;

        desk.turn(Duration.ofMinutes(5));
        assertThat(desk.documents.completedSince).isEqualTo(looked.minus(HOUR));
        assertThat(entries(1)).hasSize(1);
    }

    @Test
    void anEditInTheBooksIsListedOnceAndLeavesTheListWhenItAgreesAgain() {
        desk.documents.sell(1, "SVC-1");
        desk.bookkeeping().post(DocumentKind.INVOICE, rows(1));
        LedgerEntry entry = entries(1).get(0);
        List<Instant> asked = new ArrayList<>();
        desk.changes = since -> {
            asked.add(since);
            return List.of(new BooksChanges.Changed(entry, Optional.of("its total is 9.00, and was 101.00")));
        };
        desk.turn(NEXT);
        Instant noticed = desk.clock.instant();
        desk.turn(NEXT);
        desk.turn(HOUR);
        assertThat(asked).as("each hour, from the last look on, as far as clocks may be apart")
                .containsExactly(noticed.minusSeconds(300), noticed.minusSeconds(300));
        assertThat(desk.edits.list("acme", "books"))
                .containsExactly(new BooksEdit(entry.key(), "its total is 9.00, and was 101.00", 1, noticed));

        desk.changes = since -> List.of();
        desk.turn(HOUR);
        assertThat(desk.edits.list("acme", "books")).as("nothing was heard of it since").hasSize(1);
        desk.changes = since -> List.of(new BooksChanges.Changed(entry, Optional.empty()));
        desk.turn(HOUR);
        assertThat(desk.edits.list("acme", "books")).isEmpty();
    }

    @Test
    void anEditOfADocumentThatTheLedgerTookOutOfTheBooksIsNoneAnyMore() {
        desk.documents.sell(1, "SVC-1");
        desk.bookkeeping().post(DocumentKind.INVOICE, rows(1));
        LedgerEntry entry = entries(1).get(0);
        desk.edits.keep(new BooksEdit(entry.key(), "its lines are others than they were", 1, desk.clock.instant()));
        desk.ledger.keep(List.of(new LedgerEntry(entry.key(), entry.form(), Optional.empty(), entry.date(), Optional.empty(),
                entry.revision() + 1, Optional.empty(), false)));
        desk.turn(NEXT);
        assertThat(desk.edits.list("acme", "books")).isEmpty();
    }

    @Test
    void anEditLeavesTheListWhenTheLedgerCameToMeanTheSameAndStaysWhileItCannotBeWritten() {
        desk.documents.sell(1, "SVC-1");
        desk.bookkeeping().post(DocumentKind.INVOICE, rows(1));
        LedgerEntry entry = entries(1).get(0);
        desk.edits.keep(new BooksEdit(entry.key(), "its total is 9.00, and was 101.00", 1, desk.clock.instant()));
        desk.ledger.keep(List.of(new LedgerEntry(entry.key(), entry.form(), entry.content(), entry.date(), entry.ref(),
                entry.revision() + 1, Optional.empty(), false)));
        desk.ledger.quarantine(invoice(2), List.of(Gap.of("edited", "somebody changed it in the books")),
                desk.clock.instant());
        desk.ledger.quarantine(invoice(1), List.of(Gap.of("edited", "somebody changed it in the books")),
                desk.clock.instant());
        new EditsInBooks(desk.edits, desk.ledger).noticed("acme", "books", List.of(), desk.clock.instant());
        assertThat(desk.edits.list("acme", "books")).as("its write was refused").hasSize(1);

        desk.ledger.release(List.of(invoice(1)));
        new EditsInBooks(desk.edits, desk.ledger).noticed("acme", "books", List.of(), desk.clock.instant());
        assertThat(desk.edits.list("acme", "books")).isEmpty();
    }

    @Test
    void onePartThatFailsBacksOffAndKeepsTheOthersFromNothing() {
        desk.documents.sell(1, "REP-1");
        desk.bookkeeping().post(DocumentKind.INVOICE, rows(1));
        List<Instant> tries = new ArrayList<>();
        desk.changes = since -> {
            tries.add(desk.clock.instant());
            throw new RetryLaterException("the books are away", null);
        };
        IntStream.range(0, 36).forEach(turn -> desk.turn(NEXT));
        assertThat(tries).as("after 10, 20, 40, 80 and 160 seconds").hasSize(6);
        assertThat(desk.documents.reads).as("the quarantine was looked at").isEqualTo(1);

        desk.changes = since -> List.of();
        desk.turn(Duration.ofMinutes(5));
        assertThat(desk.checkpoints.load(new StreamKey("acme", Desk.FLOW, "books"))).isPresent();
    }

    @Test
    void aFlowThatStoodForItsCodingIsToldWhenTheCodingIsThere() throws IOException {
        Files.delete(desk.file());
        desk.turn(NEXT);
        assertThat(desk.resumed).isEmpty();
        desk.code("posted", "");
        desk.turn(NEXT);
        desk.turn(NEXT);
        assertThat(desk.resumed).containsExactly("acme " + Desk.FLOW);
    }
}
