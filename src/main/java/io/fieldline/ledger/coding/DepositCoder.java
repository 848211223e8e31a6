package io.fieldline.ledger.coding;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.fieldline.ledger.BooksCatalogue;
import io.fieldline.ledger.BooksCatalogue.What;
import io.fieldline.ledger.Cents;
import io.fieldline.ledger.Content;
import io.fieldline.ledger.Gap;
import io.fieldline.ledger.Header;
import io.fieldline.ledger.Line;
import io.fieldline.ledger.Verdict;

/**
 * Says what a bank deposit means to the books by the tenant's coding. Whether its payments stand in the books as it has them, the
 * ledger knows.
 */
public final class DepositCoder {

    private final Coding coding;
    private final BooksCatalogue books;

    public DepositCoder(Coding coding, BooksCatalogue books) {
        this.coding = coding;
        this.books = books;
    }

    /** @param ours whether the ledger has posted it before */
    public Verdict deposit(SourceDeposit deposit, boolean ours) {
        List<SourceDeposit.Payment> payments = deposit.payments().stream()
                .filter(payment -> payment.active() && payment.total().signum() != 0).toList();
        Optional<Verdict> other = notOurs(deposit, payments, ours);
        if (other.isPresent()) {
            return other.get();
        }
        if (!deposit.active() || payments.isEmpty() && deposit.gross().signum() == 0) {
            return new Verdict.Wanted(Optional.empty(), List.of());
        }
        Gaps gaps = new Gaps(books);
        addsUp(deposit, payments, gaps);
        payments.forEach(payment -> fits(payment, gaps));
        Optional<Map<String, String>> row = coding.bankDeposits().find(Map.of("bankAccount", deposit.bankAccounts()),
                deposit.date());
        if (row.isEmpty()) {
            gaps.unmapped("bank account", called(deposit.bankAccounts()), What.ACCOUNT, "bankDeposits");
        }
        Optional<String> account = row.flatMap(found -> gaps.there(What.ACCOUNT, found.get("account")));
        Optional<Line> fee = row.flatMap(found -> fee(deposit, found, gaps));
        Set<String> from = from();
        if (from.isEmpty()) {
            gaps.add(Gap.of("account", "the books have no account in which payments wait for their deposit"));
        } else if (account.filter(from::contains).isPresent()) {
            gaps.add(new Gap("account", account.get(), "its row in bankDeposits names " + account.get()
                    + ", in which payments wait for their deposit", Optional.empty()));
        }
        if (!gaps.isEmpty()) {
            return new Verdict.Held(gaps.all());
        }
        Header header = new Header(Header.NOBODY, deposit.date(), Optional.empty(), deposit.number(), deposit.number(),
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), account, Optional.empty());
        return new Verdict.Wanted(Optional.of(Content.deposit(header, deposit.gross(), fee)), List.of(),
                Optional.of(new Verdict.Banked(from, payments.stream().map(
                        payment -> new Verdict.Banked.Payment(payment.id(), payment.number(), payment.total())).toList())));
    }

    private Optional<Verdict> notOurs(SourceDeposit deposit, List<SourceDeposit.Payment> payments, boolean ours) {
        if (!coding.postsDeposits()) {
            return never("the coding does not say that deposits are posted");
        }
        if (ours) {
            return Optional.empty();
        }
        if (deposit.date().isBefore(coding.cutOver())) {
            return never("it is from before the cut-over");
        }
        if (deposit.exported()) {
            return never("somebody else exported it");
        }
        if (!deposit.active()) {
            return never("it is void");
        }
        if (!payments.isEmpty() && payments.stream().allMatch(this::older)) {
            return never("all its payments are from before the cut-over");
        }
        return deposit.deposited() && deposit.posted()
                ? Optional.empty()
                : Optional.of(new Verdict.LeftAlone("it is not " + (deposit.deposited() ? "posted" : "deposited") + " yet",
                        false));
    }

    private static Optional<Verdict> never(String why) {
        return Optional.of(new Verdict.LeftAlone(why, true));
    }

    private boolean older(SourceDeposit.Payment payment) {
        return payment.date().isBefore(coding.cutOver());
    }

    private static void addsUp(SourceDeposit deposit, List<SourceDeposit.Payment> payments, Gaps gaps) {
        gaps.inCents(Stream.concat(Stream.of(deposit.gross(), deposit.fees(), deposit.net()),
                payments.stream().map(SourceDeposit.Payment::total)));
        BigDecimal sum = Cents.sum(payments.stream().map(SourceDeposit.Payment::total));
        if (sum.compareTo(deposit.gross()) != 0) {
            gaps.add(Gap.of("total", "its payments come to " + sum + ", its amount is " + deposit.gross()));
        } else if (deposit.gross().subtract(deposit.fees()).compareTo(deposit.net()) != 0) {
            gaps.add(Gap.of("total", "its amount less its fees comes to " + deposit.gross().subtract(deposit.fees())
                    + ", its net amount is " + deposit.net()));
        } else if (deposit.net().signum() < 0) {
            gaps.add(Gap.of("total", "it comes to " + deposit.net() + ", and books have no deposit of less than nothing"));
        }
    }

    private void fits(SourceDeposit.Payment payment, Gaps gaps) {
        if (older(payment)) {
            gaps.add(new Gap("payment", payment.number(), "its payment " + payment.number() + " of " + payment.date()
                    + " is from before the cut-over, and the others are not", Optional.empty()));
            return;
        }
        coding.payments().find(Map.of("type", Set.of(payment.type())), payment.date()).map(row -> row.get("depositTo"))
                .filter(account -> !from().contains(account))
                .ifPresent(account -> gaps.add(new Gap("payment", payment.number(), "its payment " + payment.number()
                        + " goes to " + account + " by its type " + payment.type() + ", where no deposit takes it from",
                        Optional.empty())));
    }

    private Optional<Line> fee(SourceDeposit deposit, Map<String, String> row, Gaps gaps) {
        if (deposit.fees().signum() == 0 || !Gaps.areCents(deposit.fees())) {
            return Optional.empty();
        }
        if (!row.containsKey("feeAccount")) {
            gaps.add(new Gap("fee account", called(deposit.bankAccounts()), "the bank kept " + deposit.fees()
                    + " of it, and its row in bankDeposits does not say on which account: give it feeAccount",
                    Optional.empty()));
        }
        return Optional.ofNullable(row.get("feeAccount")).flatMap(name -> gaps.there(What.ACCOUNT, name))
                .map(name -> Line.fee(name, deposit.fees()));
    }

    /** All names of the account in which payments wait. */
    private Set<String> from() {
        return books.undeposited().map(account -> books.names(What.ACCOUNT).stream()
                .filter(name -> books.full(What.ACCOUNT, name).equals(account)).collect(Collectors.toSet())).orElse(Set.of());
    }

    /** Its name rather than its number or its id. */
    private static String called(Set<String> names) {
        return names.stream().filter(name -> !name.matches("\\d+")).findFirst().or(() -> names.stream().sorted().findFirst())
                .orElse("");
    }
}
