package io.fieldline.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.fieldline.failure.RetryLaterException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Any sequence of changes of documents, closings, failures and crashes keeps ServiceTitan, the ledger and the books in
 * balance once it settles. What ServiceTitan holds is kept by the test; nothing is derived by the ledger's own rules.
 */
class LedgerPropertyTest {

    private static final int INVOICES = 4;
    private static final int PAYMENTS = 3;
    private static final int CREDITS = 2;
    private static final int DEPOSITS = 2;
    private static final int MOST_TURNS = 20;

    enum What {
        EDIT, RECODE, VOID, REVIVE, MOVE, ADJUST_NEGATIVE, PAY, BOUNCE, REFUND, CREDIT, BANK, UNBANK, CLOSE, POST
    }

    /**
     * @param which document
     * @param cents a size
     * @param trouble at which of a page's operations something happens
     * @param kind 0 nothing was taken, 1 the answer is lost, 2 the process ends
     */
    record Move(What what, int which, int cents, int trouble, int kind) {}

    @Provide
    Arbitrary<List<Move>> schedules() {
        return moves(What.values());
    }

    @Provide
    Arbitrary<List<Move>> schedulesWithoutClosing() {
        List<What> all = new ArrayList<>(List.of(What.values()));
        all.remove(What.CLOSE);
        return moves(all.toArray(new What[0]));
    }

    private static Arbitrary<List<Move>> moves(What[] kinds) {
        return Combinators.combine(Arbitraries.of(kinds), Arbitraries.integers().between(0, 11),
                Arbitraries.integers().between(1, 30_000), Arbitraries.integers().between(0, 40),
                Arbitraries.integers().between(0, 2)).as(Move::new).list().ofMinSize(3).ofMaxSize(40);
    }

    @Property(tries = 1000)
    void settlesInBalance(@ForAll("schedules") List<Move> schedule) {
        World world = new World();
        schedule.forEach(world::take);
        world.settle();
        world.checkTotals();
        world.checkNothingClosedMoved();
        world.staysQuiet();
    }

    @Property(tries = 1000)
    void leavesOpenOnEachInvoiceWhatServiceTitanLeavesOpen(@ForAll("schedulesWithoutClosing") List<Move> schedule) {
        World world = new World();
        schedule.forEach(world::take);
        world.settle();
        world.checkTotals();
        world.checkBalances();
        world.checkBank();
        world.staysQuiet();
    }

    /** The process ends: nothing after it runs, and what was not written is lost. */
    private static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1;

        Crash() {
            super("killed", null, false, false);
        }
    }

    /** A document as ServiceTitan has it. */
    private static final class Source {
        final DocumentKey key;
        long customer = 1;
        LocalDate date;
        boolean active = true;
        /** Item to amount. */
        Map<String, BigDecimal> lines = new LinkedHashMap<>();
        BigDecimal tax = Cents.ZERO;
        /** Invoice to amount. */
        Map<Long, BigDecimal> settles = new LinkedHashMap<>();
        /** What a deposit takes. */
        Set<Source> takes = new LinkedHashSet<>();

        Source(DocumentKey key, LocalDate date) {
            this.key = key;
            this.date = date;
        }

        BigDecimal total() {
            BigDecimal taken = takes.stream().map(Source::total).reduce(Cents.ZERO, BigDecimal::add);
            return active ? lines.values().stream().reduce(tax, BigDecimal::add).add(taken) : Cents.ZERO;
        }
    }

    private static final class World {

        private LocalDate today = LocalDate.of(2026, 10, 1);
        private final Map<DocumentKey, Source> sources = new LinkedHashMap<>();
        private final InMemoryLedgerStore store = new InMemoryLedgerStore();
        private final MemoryBooks books = new MemoryBooks();
        private final Poster poster = new Poster(store, () -> Instant.EPOCH);
        private final Map<String, List<Object>> closed = new LinkedHashMap<>();
        private Move trouble;
        private int operations;

        World() {
            for (int i = 1; i <= INVOICES; i++) {
                Source invoice = new Source(key(DocumentKind.INVOICE, i), today);
                invoice.lines.put("repair", new BigDecimal(100 * i + ".10"));
                invoice.tax = new BigDecimal("7.07");
                sources.put(invoice.key, invoice);
            }
            store.hook = this::operation;
            books.hook = this::lost;
        }

        private static DocumentKey key(DocumentKind kind, long id) {
            return new DocumentKey("acme", "books", kind, id);
        }

        private Source invoice(int which) {
            return sources.get(key(DocumentKind.INVOICE, which % INVOICES + 1));
        }

        void take(Move move) {
            today = today.plusDays(1);
            BigDecimal amount = BigDecimal.valueOf(move.cents(), 2);
            Source invoice = invoice(move.which());
            switch (move.what()) {
                case EDIT -> {
                    invoice.lines.put("repair", amount);
                    invoice.tax = BigDecimal.valueOf(move.cents() / 12, 2);
                }
                case RECODE -> invoice.lines = new LinkedHashMap<>(Map.of(move.cents() % 2 == 0 ? "repair" : "install",
                        invoice.lines.values().stream().reduce(Cents.ZERO, BigDecimal::add)));
                case VOID -> invoice.active = false;
                case REVIVE -> invoice.active = true;
                case MOVE -> invoice.customer = 1 + move.cents() % 2;
                case ADJUST_NEGATIVE -> invoice.lines.put("discount", amount.negate());
                case PAY -> pay(move, amount);
                case BOUNCE -> payment(move.which()).ifPresent(payment -> payment.active = false);
                case REFUND -> refund(move, amount);
                case CREDIT -> credit(move, amount);
                case BANK -> bank(move);
                case UNBANK -> payment(move.which()).ifPresent(this::unbank);
                case CLOSE -> close();
                case POST -> troubled(move);
            }
            makeConsistent();
        }

        private Optional<Source> payment(int which) {
            return Optional.ofNullable(sources.get(key(DocumentKind.PAYMENT, which % PAYMENTS + 1)));
        }

        private void pay(Move move, BigDecimal amount) {
            Source payment = new Source(key(DocumentKind.PAYMENT, move.which() % PAYMENTS + 1), today);
            payment.date = Optional.ofNullable(sources.get(payment.key)).map(before -> before.date).orElse(today);
            payment.customer = invoice(move.which()).customer;
            payment.lines.put("", amount);
            payment.settles.put(invoice(move.which()).key.id(),
                    amount.divideToIntegralValue(BigDecimal.valueOf(2)).setScale(2));
            payment.settles.put(invoice(move.which() + 1).key.id(), new BigDecimal("1.00").min(amount));
            deposits().forEach(deposit -> {
                if (deposit.takes.removeIf(before -> before.key.equals(payment.key))) {
                    deposit.takes.add(payment);
                }
            });
            sources.put(payment.key, payment);
        }

        private List<Source> deposits() {
            return sources.values().stream().filter(one -> one.key.kind() == DocumentKind.BANK_DEPOSIT).toList();
        }

        /** A payment, and now and then what went back to a customer, come to a deposit, and leave the one that had them. */
        private void bank(Move move) {
            Source deposit = sources.computeIfAbsent(key(DocumentKind.BANK_DEPOSIT, move.cents() % DEPOSITS + 1),
                    key -> new Source(key, today));
            Stream.of(payment(move.which()), Optional.ofNullable(sources.get(key(DocumentKind.PAYMENT, 100 + move.which()))))
                    .flatMap(Optional::stream).filter(one -> one.active).forEach(one -> {
                        unbank(one);
                        deposit.takes.add(one);
                    });
        }

        private void unbank(Source payment) {
            deposits().forEach(deposit -> deposit.takes.remove(payment));
        }

        private void refund(Move move, BigDecimal amount) {
            Source refund = new Source(key(DocumentKind.PAYMENT, 100 + move.which()), today);
            refund.lines.put("", amount.negate());
            sources.putIfAbsent(refund.key, refund);
        }

        private void credit(Move move, BigDecimal amount) {
            Source credit = new Source(key(DocumentKind.CREDIT_MEMO, move.which() % CREDITS + 1), today);
            credit.date = Optional.ofNullable(sources.get(credit.key)).map(before -> before.date).orElse(today);
            credit.customer = invoice(move.which()).customer;
            credit.lines.put("credit", amount.negate());
            credit.settles.put(invoice(move.which()).key.id(), amount);
            sources.put(credit.key, credit);
        }

        /** ServiceTitan lets nobody settle more than there is: neither of an invoice, nor with a payment, nor another's. */
        private void makeConsistent() {
            // No bank takes less than nothing.
            deposits().stream().filter(deposit -> deposit.total().signum() < 0)
                    .forEach(deposit -> deposit.takes.removeIf(one -> one.total().signum() < 0));
            Map<Long, BigDecimal> open = new LinkedHashMap<>();
            sources.values().stream().filter(one -> one.key.kind() == DocumentKind.INVOICE)
                    .forEach(one -> open.put(one.key.id(), one.total().max(Cents.ZERO)));
            sources.values().stream().filter(one -> one.key.kind() != DocumentKind.INVOICE).forEach(one -> {
                BigDecimal left = one.total().abs();
                for (Map.Entry<Long, BigDecimal> settled : one.settles.entrySet()) {
                    boolean own = sources.get(key(DocumentKind.INVOICE, settled.getKey())).customer == one.customer;
                    BigDecimal part = own
                            ? settled.getValue().min(left).min(open.get(settled.getKey())).max(Cents.ZERO)
                            : Cents.ZERO;
                    settled.setValue(part);
                    left = left.subtract(part);
                    open.merge(settled.getKey(), part.negate(), BigDecimal::add);
                }
            });
        }

        private void close() {
            books.closedUntil = today.minusDays(5);
            closed.clear();
            books.docs.values().stream().filter(doc -> !doc.date.isAfter(books.closedUntil))
                    .forEach(doc -> closed.put(doc.id, state(doc)));
        }

        private static List<Object> state(MemoryBooks.Doc doc) {
            return List.of(Optional.ofNullable(doc.content), doc.date, doc.version);
        }

        private void troubled(Move move) {
            trouble = move;
            operations = 0;
            try {
                post(List.copyOf(sources.keySet()));
            } catch (Crash | RetryLaterException ended) {
                // The next page begins where this one did.
            } finally {
                trouble = null;
            }
        }

        private void operation() {
            if (trouble != null && operations++ == trouble.trouble()) {
                throw new Crash();
            }
        }

        private boolean lost(boolean before) {
            if (trouble == null || operations++ != trouble.trouble()) {
                return false;
            }
            if (trouble.kind() == 2) {
                throw new Crash();
            }
            return before == (trouble.kind() == 0);
        }

        private Map<DocumentKey, Result> post(List<DocumentKey> keys) {
            OpenPeriod period = new OpenPeriod(books.closedUntil(), today, true);
            return poster.post(books, period, keys.stream().map(key -> new Judged(key, verdict(sources.get(key)))).toList());
        }

        private static Verdict deposit(Source source) {
            List<Verdict.Banked.Payment> taken = source.takes.stream().filter(one -> one.active)
                    .map(one -> new Verdict.Banked.Payment(one.key.id(), one.key.spoken(), one.total())).toList();
            return taken.isEmpty()
                    ? new Verdict.Wanted(Optional.empty(), List.of())
                    : new Verdict.Wanted(
                            Optional.of(Content.deposit(header(source, Optional.of("Bank")), source.total(), Optional.empty())),
                            List.of(), Optional.of(new Verdict.Banked(Set.of(MemoryBooks.UNDEPOSITED), taken)));
        }

        private static Header header(Source source, Optional<String> account) {
            return new Header(source.customer, source.date, Optional.empty(), source.key.spoken(), "", Optional.empty(),
                    Optional.empty(), Optional.empty(), Optional.empty(), account, Optional.empty());
        }

        private static Verdict verdict(Source source) {
            if (source.key.kind() == DocumentKind.BANK_DEPOSIT) {
                return deposit(source);
            }
            Header header = header(source, source.key.kind() == DocumentKind.PAYMENT
                    ? Optional.of(MemoryBooks.UNDEPOSITED)
                    : Optional.empty());
            List<Line> lines = source.lines.entrySet().stream()
                    .map(one -> new Line(one.getKey(), "", false, one.getValue(), "", Optional.empty())).toList();
            Family family = source.key.kind().family();
            return new Verdict.Wanted(
                    source.active
                            ? Optional.of(new Content(family, header, lines, source.tax, List.of()))
                            : Optional.empty(),
                    source.settles.entrySet().stream().map(
                            one -> new Verdict.Settling(one.getKey(), "invoice " + one.getKey(), false, one.getValue()))
                            .toList());
        }

        void settle() {
            today = today.plusDays(1);
            // Twice, because a page that met a day that had just been closed is planned anew.
            post(List.copyOf(sources.keySet()));
            post(List.copyOf(sources.keySet()));
            for (int turn = 0; turn < MOST_TURNS && !ready().isEmpty(); turn++) {
                post(ready());
            }
            assertThat(ready()).as("documents that wait for what is there").isEmpty();
        }

        private List<DocumentKey> ready() {
            return store.ready("acme", "books", 100);
        }

        void checkTotals() {
            assertThat(store.quarantined("acme", "books")).as("only what a deposit of a closed day took cannot be taken off it")
                    .allSatisfy(one -> {
                        assertThat(books.closedUntil()).isPresent();
                        assertThat(one.key().kind()).isEqualTo(DocumentKind.BANK_DEPOSIT);
                        assertThat(one.gaps()).allSatisfy(gap -> assertThat(gap.reason()).contains("closed"));
                    });
            assertThat(store.underWay("acme", "books")).isEmpty();
            Set<DocumentKey> waiting = waiting();
            sources.values().stream().filter(source -> !waiting.contains(source.key)).forEach(source -> {
                BigDecimal ledger = store.of(List.of(source.key)).get(source.key).stream()
                        .flatMap(entry -> entry.content().stream()).map(Content::total).reduce(Cents.ZERO, BigDecimal::add);
                BigDecimal inBooks = books.docs.values().stream().filter(doc -> doc.entry.source().equals(source.key))
                        .map(doc -> doc.total().multiply(BigDecimal.valueOf(doc.form.sign())))
                        .reduce(Cents.ZERO, BigDecimal::add);
                assertThat(ledger).as("ledger of %s", source.key.spoken()).isEqualByComparingTo(source.total());
                assertThat(inBooks).as("books of %s", source.key.spoken()).isEqualByComparingTo(source.total());
            });
            assertThat(books.docs.values().stream().map(doc -> doc.entry)).doesNotHaveDuplicates();
        }

        private Set<DocumentKey> waiting() {
            return store.quarantined("acme", "books").stream().map(QuarantinedDocument::key).collect(Collectors.toSet());
        }

        /** What no deposit took stands in Undeposited Funds, and what one took is its own whole amount. */
        void checkBank() {
            Map<DocumentKey, BigDecimal> taken = new LinkedHashMap<>();
            books.docs.values().stream().filter(doc -> doc.form == Form.DEPOSIT).flatMap(doc -> doc.links.stream())
                    .forEach(link -> taken.merge(books.docs.get(link.id()).entry.source(),
                            link.amount().multiply(BigDecimal.valueOf(link.form().sign())), BigDecimal::add));
            Map<DocumentKey, BigDecimal> expected = new LinkedHashMap<>();
            deposits().forEach(deposit -> deposit.takes.stream().filter(one -> one.active)
                    .forEach(one -> expected.put(one.key, one.total())));
            assertThat(taken).isEqualTo(expected);
        }

        void checkBalances() {
            sources.values().stream().filter(one -> one.key.kind() == DocumentKind.INVOICE).forEach(invoice -> {
                BigDecimal settled = sources.values().stream().filter(one -> one.active)
                        .map(one -> one.settles.getOrDefault(invoice.key.id(), Cents.ZERO))
                        .reduce(Cents.ZERO, BigDecimal::add);
                BigDecimal applied = books.docs.values().stream()
                        .filter(doc -> doc.entry.source().equals(invoice.key) && doc.form == Form.INVOICE)
                        .map(doc -> books.applied(doc.id)).reduce(Cents.ZERO, BigDecimal::add);
                assertThat(applied).as("paid of %s", invoice.key.spoken()).isEqualByComparingTo(settled);
            });
        }

        void checkNothingClosedMoved() {
            closed.forEach((id, before) -> assertThat(state(books.docs.get(id))).isEqualTo(before));
        }

        void staysQuiet() {
            int before = books.writes;
            Set<DocumentKey> waiting = waiting();
            assertThat(post(List.copyOf(sources.keySet()))).allSatisfy((key, result) -> assertThat(result).as(key.spoken())
                    .isEqualTo(waiting.contains(key) ? Result.HELD : Result.UNCHANGED));
            assertThat(books.writes).isEqualTo(before);
        }
    }
}
