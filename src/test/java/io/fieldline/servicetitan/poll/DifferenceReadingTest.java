package io.fieldline.servicetitan.poll;

import static io.fieldline.servicetitan.poll.ScriptedPages.drain;
import static io.fieldline.servicetitan.poll.ScriptedPages.list;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.fieldline.servicetitan.HandClock;
import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.servicetitan.http.Patience;
import io.fieldline.sync.RecordShape;

class DifferenceReadingTest {

    private static final ReadableCollection PAYMENT_TYPES = new ReadableCollection(
            Catalog.load().collection("accounting", "payment-types"), RecordShape.UNKNOWN);

    private final Completeness completeness = new Completeness();

    private List<Batch> read(Set<String> known, Page... pages) {
        ListReading whole = new ListReading(PAYMENT_TYPES, new ScriptedPages(pages), Patience.POLL, new HandClock(),
                completeness, Position.beginning(), null);
        return drain(new DifferenceReading(whole, completeness, () -> known));
    }

    @Test
    void reportsWhatIsThereNoLonger() {
        List<Batch> batches = read(Set.of("1", "2", "3"), list(1, true, null, 1), list(2, false, null, 3));

        assertThat(batches.get(2).records()).containsExactly(Map.of("id", 2L, "active", false));
    }

    @Test
    void aReadingInDoubtReportsNothingAsGone() {
        List<Batch> batches = read(Set.of("1", "2", "3"), list(1, false, 3L, 1));

        assertThat(completeness.doubts()).isPresent();
        assertThat(ScriptedPages.ids(batches)).containsExactly(1L);
    }

    @Test
    void theHistoryOfSuchACollectionIsHeldAgainstWhatIsRemembered() {
        ListReading history = new ListReading(PAYMENT_TYPES, new ScriptedPages(list(1, false, null, 1)), Patience.POLL,
                new HandClock(), completeness, Position.beginning(), null);

        assertThat(history.next().origin()).isEqualTo(Batch.Origin.CHANGES);
    }
}
