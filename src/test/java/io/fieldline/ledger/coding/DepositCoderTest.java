package io.fieldline.ledger.coding;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.fieldline.ledger.BooksCatalogue;
import io.fieldline.ledger.Content;
import io.fieldline.ledger.DocumentKey;
import io.fieldline.ledger.DocumentKind;
import io.fieldline.ledger.Gap;
import io.fieldline.ledger.Header;
import io.fieldline.ledger.Line;
import io.fieldline.ledger.Verdict;

class DepositCoderTest {

    private static final LocalDate DAY = LocalDate.of(2026, 10, 5);
    private static final String CODING = """
            cutOver: 2026-10-01
            payments:
              - { type: Check, depositTo: Assets:Undeposited Funds }
              - { type: Wire, depositTo: Checking }
            bankDeposits:
              - { bankAccount: Operating, account: Checking, feeAccount: Bank Charges }
              - { bankAccount: "4711", account: Checking }
              - { bankAccount: Closed, account: Gone }
              - { bankAccount: Odd, account: Undeposited Funds }
            """;

    private final List<SourceDeposit.Payment> payments = new ArrayList<>();
    private LocalDate date = DAY;
    private String account = "Operating";
    private String gross = "60.00";
    private String fees = "0";
    private String net = "60.00";
    private boolean deposited = true;
    private boolean posted = true;
    private boolean exported;
    private boolean active = true;
    private String coding = CODING;

    DepositCoderTest() {
        take(1, DAY, "Check", "75.00", true);
        take(2, DAY, "Check", "-15.00", true);
        take(3, DAY, "Check", "99.00", false);
    }

    private void take(long id, LocalDate day, String type, String total, boolean live) {
        payments.add(new SourceDeposit.Payment(id, "P-" + id, day, type, new BigDecimal(total), live));
    }

    private Verdict verdict(boolean ours) {
        Coding read = CodingReader.read("acme.yaml", coding.getBytes(StandardCharsets.UTF_8)).coding().orElseThrow();
        return new DepositCoder(read, new Accounts()).deposit(new SourceDeposit(
                new DocumentKey("acme", "books", DocumentKind.BANK_DEPOSIT, 8), "Monday", date, Set.of("17", account),
                new BigDecimal(gross), new BigDecimal(fees), new BigDecimal(net), deposited, posted, exported, active,
                payments),
                ours);
    }

    private List<String> reasons() {
        return verdict(false) instanceof Verdict.Held held ? held.gaps().stream().map(Gap::reason).toList() : List.of();
    }

    private String left() {
        return verdict(false) instanceof Verdict.LeftAlone alone ? alone.reason() : "posted";
    }

    @Test
    void itTakesTheLivePaymentsToTheAccountOfItsBankAccountAndBearsWhatTheBankKept() {
        fees = "1.20";
        net = "58.80";
        Verdict.Wanted wanted = (Verdict.Wanted) verdict(false);
        Content content = wanted.content().orElseThrow();
        assertThat(content.total()).isEqualTo(new BigDecimal("58.80"));
        assertThat(content.lines()).containsExactly(Line.money(new BigDecimal("60.00")),
                Line.fee("Bank Charges", new BigDecimal("1.20")));
        assertThat(content.header().customer()).isEqualTo(Header.NOBODY);
        assertThat(content.header().account()).contains("Checking");
        assertThat(content.header().date()).isEqualTo(DAY);
        assertThat(wanted.banked()).contains(new Verdict.Banked(Set.of("Undeposited Funds", "Assets:Undeposited Funds"),
                List.of(new Verdict.Banked.Payment(1, "P-1", new BigDecimal("75.00")),
                        new Verdict.Banked.Payment(2, "P-2", new BigDecimal("-15.00")))));
    }

    @Test
    void aBankAccountWithoutARowWaitsByItsName() {
        account = "Savings";
        assertThat(reasons()).containsExactly("the bank account Savings has no row in bankDeposits");
        account = "Closed";
        assertThat(reasons()).containsExactly("the books have no account Gone in use");
        account = "Odd";
        assertThat(reasons()).containsExactly(
                "its row in bankDeposits names Undeposited Funds, in which payments wait for their deposit");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
            "61.00; 0; 61.00; its payments come to 60.00, its amount is 61.00",
            "60.00; 1.00; 60.00; its amount less its fees comes to 59.00, its net amount is 60.00",
            "60.00; 70.00; -10.00; it comes to -10.00, and books have no deposit of less than nothing" })
    void amountsThatDoNotAddUpWait(String whole, String kept, String rest, String reason) {
        gross = whole;
        fees = kept;
        net = rest;
        assertThat(reasons()).containsExactly(reason);
    }

    @Test
    void aFeeWithoutAnAccountWaits() {
        account = "4711";
        fees = "1.20";
        net = "58.80";
        assertThat(reasons()).containsExactly("the bank kept 1.20 of it, and its row in bankDeposits does not say on which"
                + " account: give it feeAccount");
    }

    @Test
    void aMixedOneWaitsByThePaymentsOfBeforeTheCutOver() {
        take(4, LocalDate.of(2026, 9, 30), "Check", "40.00", true);
        gross = "100.00";
        net = "100.00";
        assertThat(reasons()).containsExactly(
                "its payment P-4 of 2026-09-30 is from before the cut-over, and the others are not");
        payments.removeIf(payment -> payment.id() != 4);
        gross = "40.00";
        net = "40.00";
        assertThat(left()).isEqualTo("all its payments are from before the cut-over");
    }

    @Test
    void aPaymentWhoseTypeGoesElsewhereWaits() {
        take(4, DAY, "Wire", "40.00", true);
        gross = "100.00";
        net = "100.00";
        assertThat(reasons()).containsExactly(
                "its payment P-4 goes to Checking by its type Wire, where no deposit takes it from");
    }

    @Test
    void onlyOneThatWasTakenToTheBankAndPostedIsPosted() {
        deposited = false;
        assertThat(left()).isEqualTo("it is not deposited yet");
        deposited = true;
        posted = false;
        assertThat(left()).isEqualTo("it is not posted yet");
        posted = true;
        exported = true;
        assertThat(left()).isEqualTo("somebody else exported it");
        exported = false;
        date = LocalDate.of(2026, 9, 30);
        assertThat(left()).isEqualTo("it is from before the cut-over");
        date = DAY;
        coding = "cutOver: 2026-10-01";
        assertThat(left()).isEqualTo("the coding does not say that deposits are posted");
    }

    @Test
    void oneThatWasDeletedIsTakenOutOfTheBooksWhereItWasPosted() {
        active = false;
        assertThat(left()).isEqualTo("it is void");
        assertThat(verdict(true)).isEqualTo(new Verdict.Wanted(Optional.empty(), List.of()));
        active = true;
        payments.removeIf(SourceDeposit.Payment::active);
        gross = "0";
        net = "0";
        assertThat(verdict(true)).as("empty").isEqualTo(new Verdict.Wanted(Optional.empty(), List.of()));
    }

    private static final class Accounts implements BooksCatalogue {

        @Override
        public Collection<String> names(What what) {
            return what == What.ACCOUNT
                    ? List.of("Checking", "Bank Charges", "Undeposited Funds", "Assets:Undeposited Funds")
                    : List.of();
        }

        @Override
        public String full(What what, String name) {
            return name.equals("Undeposited Funds") ? "Assets:Undeposited Funds" : name;
        }

        @Override
        public Optional<String> undeposited() {
            return Optional.of("Assets:Undeposited Funds");
        }

        @Override
        public Optional<AccountType> accountOf(String item) {
            return Optional.empty();
        }
    }
}
