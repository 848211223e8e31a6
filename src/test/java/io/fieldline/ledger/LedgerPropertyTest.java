package io.fieldline.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
    private static final int MOST_TURNS = 20;

    enum What {
        EDIT, RECODE, VOID, REVIVE, MOVE, ADJUST_NEGATIVE, PAY, BOUNCE, REFUND, CREDIT, CLOSE, POST
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

        Source(DocumentKey key, LocalDate date) {
            this.key = key;
            this.date = date;
        }

        BigDecimal total() {
            return active ? lines.values().stream().reduce(tax, BigDecimal::add) : Cents.ZERO;
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
            sources.put(payment.key, payment);
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

        private static Verdict verdict(Source source) {
            Header header = new Header(source.customer, source.date, Optional.empty(), source.key.spoken(), "",
                    Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
            List<Line> lines = source.lines.entrySet().stream()
                    .map(one -> new Line(one.getKey(), "", false, one.getValue(), "", Optional.empty())).toList();
            Family family = source.key.kind() == DocumentKind.PAYMENT ? Family.SETTLEMENT : Family.SALE;
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
            assertThat(store.quarantined("acme", "books")).isEmpty();
            assertThat(store.underWay("acme", "books")).isEmpty();
            sources.values().forEach(source -> {
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
            assertThat(post(List.copyOf(sources.keySet())).values()).containsOnly(Result.UNCHANGED);
            assertThat(books.writes).isEqualTo(before);
        }
    }
}
