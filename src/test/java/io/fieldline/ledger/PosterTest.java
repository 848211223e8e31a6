package io.fieldline.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import io.fieldline.failure.RetryLaterException;

/** What becomes of documents that the books take otherwise than they were meant, or do not answer to. */
class PosterTest {

    private static final LocalDate DAY = LocalDate.of(2026, 10, 5);

    private final InMemoryLedgerStore store = new InMemoryLedgerStore();
    private final MemoryBooks books = new MemoryBooks();
    private Instant now = Instant.parse("2026-10-05T12:00:00Z");
    private final Poster poster = new Poster(store, () -> now);

    @Test
    void whatTheBooksMakeAnotherTotalOfIsTakenBackAndNotWrittenAgainAsItIs() {
        books.wrongBy = new BigDecimal("0.01");
        assertThat(post(invoice(1, "100.00"))).containsValue(Result.HELD);
        assertThat(standing()).isEmpty();
        int writes = books.writes;

        assertThat(post(invoice(1, "100.00"))).containsValue(Result.HELD);
        assertThat(books.writes).isEqualTo(writes);
        assertThat(reason(1)).isEqualTo("the books make it 100.01 where ServiceTitan has 100.00, so it was taken back");
    }

    @Test
    void itIsWrittenAnewOnceItIsAnother() {
        books.wrongBy = new BigDecimal("0.01");
        post(invoice(1, "100.00"));
        books.wrongBy = Cents.ZERO;

        assertThat(post(invoice(1, "120.00"))).containsValue(Result.POSTED);
        assertThat(standing()).containsExactly(new BigDecimal("120.00"));
        assertThat(store.quarantined("acme", "books")).isEmpty();
    }

    @Test
    void aWriteThatTheBooksNeverAnswerHoldsUpNothingElseForLong() {
        books.hook = new Silence(1);
        assertThatThrownBy(() -> post(invoice(1, "100.00"), invoice(2, "50.00"))).isInstanceOf(RetryLaterException.class)
                .hasMessageContaining("busy");
        for (int minute = 0; minute < 9; minute++) {
            now = now.plus(Duration.ofMinutes(1));
            assertThatThrownBy(() -> post(invoice(2, "50.00"), invoice(3, "70.00"))).isInstanceOf(RetryLaterException.class);
        }
        now = now.plus(Duration.ofMinutes(1));

        assertThat(post(invoice(1, "100.00"), invoice(2, "50.00"), invoice(3, "70.00"))).containsEntry(key(1), Result.HELD)
                .containsEntry(key(2), Result.UNCHANGED).containsEntry(key(3), Result.POSTED);
        assertThat(reason(1)).isEqualTo("the books do not say what became of it, while they answer to the rest; it is asked for"
                + " again and again: busy");
    }

    @Test
    void itIsTakenUpAgainWithTheSameRequestOnceTheyAnswer() {
        books.hook = new Silence(1);
        for (int times = 0; times < 6; times++) {
            try {
                post(invoice(1, "100.00"));
            } catch (RetryLaterException busy) {
                now = now.plus(Duration.ofMinutes(3));
            }
        }
        assertThat(store.quarantined("acme", "books")).hasSize(1);
        String request = store.underWay("acme", "books").get(0).intent().orElseThrow().requestId();
        books.hook = before -> false;

        assertThat(post(invoice(1, "100.00"))).containsValue(Result.UNCHANGED);
        assertThat(books.asked).containsOnly(request);
        assertThat(standing()).containsExactly(new BigDecimal("100.00"));
        assertThat(store.quarantined("acme", "books")).isEmpty();
    }

    @Test
    void booksThatDoNotAnswerAtAllAreWaitedForHoweverLong() {
        books.answers = false;
        books.hook = new Silence(1);
        for (int day = 0; day < 9; day++) {
            now = now.plus(Duration.ofDays(1));
            assertThatThrownBy(() -> post(invoice(1, "100.00"))).isInstanceOf(RetryLaterException.class);
        }
        assertThat(store.quarantined("acme", "books")).isEmpty();
    }

    @Test
    void oneThatTheBooksDoNotVoidWaits() {
        post(invoice(1, "100.00"));
        books.leftByVoid = new BigDecimal("100.00");

        assertThat(post(new Judged(key(1), new Verdict.Wanted(Optional.empty(), List.of())))).containsValue(Result.HELD);
        assertThat(reason(1)).isEqualTo("the books were to void it, and have it with 100.00");
    }

    /** The books say nothing to the write of one invoice. */
    private final class Silence implements MemoryBooks.Hook {

        private final long invoice;

        Silence(long invoice) {
            this.invoice = invoice;
        }

        @Override
        public boolean lost(boolean before) {
            return before && books.current.source().id() == invoice;
        }
    }

    private Map<DocumentKey, Result> post(Judged... page) {
        return poster.post(books, new OpenPeriod(Optional.empty(), DAY, true), Arrays.asList(page));
    }

    private static Judged invoice(long id, String amount) {
        Header header = new Header(1, DAY, Optional.empty(), Long.toString(id), "", Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        Line line = new Line("repair", "", false, new BigDecimal(amount), "", Optional.empty());
        return new Judged(key(id),
                new Verdict.Wanted(Optional.of(Content.sale(header, List.of(line), Cents.ZERO)), List.of()));
    }

    private static DocumentKey key(long id) {
        return new DocumentKey("acme", "books", DocumentKind.INVOICE, id);
    }

    private String reason(long id) {
        return store.gaps(List.of(key(id))).get(key(id)).get(0).reason();
    }

    private List<BigDecimal> standing() {
        return new ArrayList<>(books.docs.values().stream().filter(doc -> doc.content != null).map(MemoryBooks.Doc::total)
                .toList());
    }
}
