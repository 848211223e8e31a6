package io.fieldline.accounting;

import static io.fieldline.accounting.MemoryDocuments.deposit;
import static io.fieldline.accounting.MemoryDocuments.payment;
import static io.fieldline.accounting.MemoryDocuments.rows;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.fieldline.ledger.Content;
import io.fieldline.ledger.DocumentKey;
import io.fieldline.ledger.DocumentKind;
import io.fieldline.ledger.Gap;
import io.fieldline.ledger.LedgerEntry;
import io.fieldline.ledger.Result;

/** Two invoices of 101.00 and 102.00, their payments 5 and 6, and what is taken to the bank of them. */
class BankDepositTurnsTest {

    private static final Duration NEXT = Duration.ofMinutes(2);
    private static final String CODING = """
            cutOver: 2026-11-01
            items:
              - { sku: SVC-1, item: Service }
            payments:
              - { type: Check, depositTo: Undeposited Funds }
            """;
    private static final String BANKED = CODING + "bankDeposits: [{ bankAccount: Operating, account: Bank }]\n";

    @TempDir
    Path folder;
    private Desk desk;

    @BeforeEach
    void start() throws IOException {
        desk = new Desk(folder);
        Files.writeString(desk.file(), BANKED);
        desk.documents.sell(1, "SVC-1");
        desk.documents.sell(2, "SVC-1");
        desk.documents.pay(5, 1);
        desk.documents.pay(6, 2);
    }

    private Optional<BigDecimal> standing(DocumentKey key) {
        return desk.ledger.of(List.of(key)).get(key).stream().map(LedgerEntry::content).flatMap(Optional::stream)
                .map(Content::total).reduce(BigDecimal::add);
    }

    private List<String> waiting() {
        return desk.ledger.quarantined("acme", "books").stream()
                .map(one -> one.key().spoken() + ": " + one.gaps().stream().map(Gap::reason).toList()).toList();
    }

    private void banked() {
        desk.documents.deposit(20, 5, 6);
        desk.bookkeeping().post(DocumentKind.PAYMENT, rows(5, 6));
        desk.turn(NEXT);
        assertThat(standing(deposit(20))).contains(new BigDecimal("203.00"));
    }

    @Test
    void aDepositWaitsForItsPaymentsByTheirNumbersAndIsPostedOnceTheyAreThere() {
        desk.documents.deposit(20, 5, 6);
        desk.bookkeeping().post(DocumentKind.PAYMENT, rows(6));
        desk.turn(NEXT);
        assertThat(waiting()).containsExactly("bank deposit 20: [its payment P-5 is not in the books]");
        assertThat(desk.ledger.quarantined("acme", "books").get(0).number()).contains("D-20");

        desk.bookkeeping().post(DocumentKind.PAYMENT, rows(5));
        assertThat(waiting()).isEmpty();
        assertThat(standing(deposit(20))).contains(new BigDecimal("203.00"));
        int writes = desk.books.writes;
        desk.turn(NEXT);
        assertThat(desk.bookkeeping().postAgain(List.of(deposit(20), payment(5))).count(DocumentKind.BANK_DEPOSIT,
                Result.UNCHANGED)).isEqualTo(1);
        assertThat(desk.books.writes).isEqualTo(writes);
    }

    @Test
    void aPaymentThatBouncedIsTakenOffItsDepositAndThenIsVoid() {
        banked();
        desk.documents.put(MemoryDocuments.in(desk.documents.payments.get(5L), Optional.of(20L), false));
        desk.bookkeeping().post(DocumentKind.PAYMENT, rows(5));
        assertThat(standing(payment(5))).isEmpty();
        assertThat(standing(deposit(20))).contains(new BigDecimal("102.00"));
        assertThat(waiting()).as("ServiceTitan has it in the deposit still")
                .containsExactly("bank deposit 20: [its payment P-5 is not in the books]");

        desk.documents.deposit(20, 5, 6);
        desk.documents.changedDeposits.add(20L);
        desk.turn(NEXT);
        assertThat(waiting()).isEmpty();
        assertThat(standing(deposit(20))).contains(new BigDecimal("102.00"));
    }

    @Test
    void aDepositWhoseOnlyPaymentBouncedIsGivenUp() {
        desk.documents.deposit(20, 5);
        desk.bookkeeping().post(DocumentKind.PAYMENT, rows(5));
        assertThat(standing(deposit(20))).contains(new BigDecimal("101.00"));
        desk.documents.put(MemoryDocuments.in(desk.documents.payments.get(5L), Optional.of(20L), false));
        desk.documents.deposit(20, 5);
        desk.bookkeeping().post(DocumentKind.PAYMENT, rows(5));
        assertThat(standing(payment(5))).isEmpty();
        assertThat(standing(deposit(20))).isEmpty();
        assertThat(waiting()).isEmpty();
    }

    @Test
    void aPaymentThatCameToAnotherDepositIsTakenOffTheOneThatHadIt() {
        banked();
        desk.documents.deposit(20, 5);
        desk.documents.deposit(21, 6);
        desk.bookkeeping().post(DocumentKind.BANK_DEPOSIT, rows(21));
        assertThat(standing(deposit(20))).contains(new BigDecimal("101.00"));
        assertThat(standing(deposit(21))).contains(new BigDecimal("102.00"));
        assertThat(waiting()).isEmpty();
    }

    @Test
    void aDepositThatIsNotSeenToChangeIsFollowedByItsPayments() {
        banked();
        desk.documents.deposit(20, 5);
        desk.documents.put(MemoryDocuments.in(desk.documents.payments.get(6L), Optional.empty(), true));
        desk.bookkeeping().post(DocumentKind.PAYMENT, rows(6));
        assertThat(standing(deposit(20))).contains(new BigDecimal("101.00"));
        int reads = desk.documents.reads;
        desk.bookkeeping().post(DocumentKind.PAYMENT, rows(5, 6));
        assertThat(desk.documents.reads).as("nothing moved, so no deposit is read").isEqualTo(reads);
    }

    @Test
    void depositsAreAskedForByTheTimeOfTheirChangeAfterTheFirstLook() {
        desk.turn(NEXT);
        assertThat(desk.documents.depositsSince).isNull();
        Instant looked = desk.clock.instant();
        desk.turn(NEXT);
        assertThat(desk.documents.depositsSince).isEqualTo(looked.minus(Duration.ofMinutes(5)));
    }

    @Test
    void aTenantWhoseCodingDoesNotSpeakOfThemReadsNone() throws IOException {
        Files.writeString(desk.file(), CODING);
        desk.documents.deposit(20, 5, 6);
        desk.bookkeeping().post(DocumentKind.PAYMENT, rows(5, 6));
        desk.turn(NEXT);
        desk.turn(NEXT);
        assertThat(desk.documents.depositsSince).isNull();
        assertThat(standing(deposit(20))).isEmpty();
        assertThat(waiting()).isEmpty();
    }

    @Test
    void oneThatCannotBeReadWaitsAndIsReadAgain() {
        desk.documents.deposit(20, 5, 6);
        desk.documents.broken.add(20L);
        desk.bookkeeping().post(DocumentKind.PAYMENT, rows(5, 6));
        desk.turn(NEXT);
        assertThat(waiting()).containsExactly("bank deposit 20: [ServiceTitan's record 20: netAmount cannot be read]");
        desk.documents.broken.clear();
        desk.turn(Duration.ofHours(1));
        assertThat(waiting()).isEmpty();
        assertThat(standing(deposit(20))).contains(new BigDecimal("203.00"));
    }
}
