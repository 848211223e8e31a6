package io.fieldline.servicetitan.poll;

import static io.fieldline.servicetitan.poll.ScriptedPages.drain;
import static io.fieldline.servicetitan.poll.ScriptedPages.ids;
import static io.fieldline.servicetitan.poll.ScriptedPages.list;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.fieldline.servicetitan.HandClock;
import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.servicetitan.http.Patience;
import io.fieldline.sync.RecordShape;

class ListReadingTest {

    private static final ReadableCollection JOBS = SimulatedCollection.jobs();
    private static final Instant SINCE = Instant.parse("2026-03-01T06:00:00Z");

    private final Completeness completeness = new Completeness();

    private ListReading history(ScriptedPages pages, Position from) {
        return new ListReading(JOBS, pages, Patience.POLL, new HandClock(), completeness, from, null);
    }

    private ListReading changes(ScriptedPages pages) {
        return new ListReading(JOBS, pages, Patience.POLL, new HandClock(), completeness, Position.beginning(), SINCE);
    }

    private List<Batch> read(Page... pages) {
        return drain(history(new ScriptedPages(pages), Position.beginning()));
    }

    @Test
    void readsPageByPageToTheEnd() {
        ScriptedPages pages = new ScriptedPages(list(1, true, 3L, 1, 2), list(2, false, 3L, 3));

        List<Batch> batches = drain(history(pages, Position.beginning()));

        assertThat(ids(batches)).containsExactly(1L, 2L, 3L);
        assertThat(pages.askedFor("page")).containsExactly("1", "2");
        assertThat(completeness.doubts()).isEmpty();
        assertThat(completeness.totalCount()).contains(3L);
        assertThat(batches.get(1).after().historyDone()).isTrue();
    }

    @Test
    void asksForInactiveRowsTooAndInTheOrderOfIds() {
        ReadableCollection technicians = new ReadableCollection(Catalog.load().collection("settings", "technicians"),
                RecordShape.UNKNOWN);
        ScriptedPages pages = new ScriptedPages(list(1, false, 0L));

        drain(new ListReading(technicians, pages, Patience.POLL, new HandClock(), completeness, Position.beginning(), null));

        assertThat(pages.asked.get(0)).containsEntry("active", "Any").containsEntry("includeTotal", "true");
    }

    @Test
    void aListThatEndsEarlyIsInDoubt() {
        List<Batch> batches = read(list(1, true, 5L, 1, 2), list(2, false, 5L, 3));

        assertThat(completeness.doubts()).hasValueSatisfying(
                doubt -> assertThat(doubt).contains("jpm/jobs").contains("5 rows and gave 3"));
        assertThat(batches.get(1).after().historyDone()).isFalse();
    }

    @Test
    void aListThatRepeatsAPageIsInDoubt() {
        read(list(1, true, null, 1, 2), list(2, true, null, 1, 2));

        assertThat(completeness.doubts()).hasValueSatisfying(doubt -> assertThat(doubt).contains("gave page 1 twice"));
    }

    @Test
    void aListThatAnswersAnotherPageThanAskedForIsInDoubt() {
        read(list(1, true, null, 1), list(1, true, null, 2));

        assertThat(completeness.doubts()).hasValueSatisfying(
                doubt -> assertThat(doubt).contains("asked for page 2 and was given page 1"));
    }

    @Test
    void aListThatComesUpEmptyAndPromisesMoreIsInDoubt() {
        read(list(1, true, null));

        assertThat(completeness.doubts()).hasValueSatisfying(doubt -> assertThat(doubt).contains("empty page 1"));
    }

    @Test
    void rowsThatMoveOntoTheNextPageAreNotMissing() {
        read(list(1, true, 3L, 1, 2), list(2, false, 3L, 2, 3));

        assertThat(completeness.doubts()).isEmpty();
    }

    @Test
    void rowsThatComeTwiceDoNotHideOneThatIsMissing() {
        read(list(1, true, 4L, 1, 2), list(2, false, 4L, 2, 3));

        assertThat(completeness.doubts()).isPresent();
    }

    @Test
    void goesOnAtThePageAfterTheLastFinishedOne() {
        Position afterFirst = read(list(1, true, 3L, 1, 2), list(2, false, 3L, 3)).get(0).after();
        ScriptedPages rest = new ScriptedPages(list(2, false, 3L, 3));

        List<Batch> batches = drain(history(rest, Position.fromText(afterFirst.toText())));

        assertThat(rest.askedFor("page")).containsExactly("2");
        assertThat(completeness.doubts()).isEmpty();
        assertThat(batches.get(0).after().historyDone()).isTrue();
    }

    @Test
    void aReadingInDoubtStartsOverAndCountsAnew() {
        Position doubtful = read(list(1, true, 5L, 1, 2), list(2, false, 5L, 3)).get(1).after();

        assertThat(doubtful.historyPage()).isZero();
        assertThat(doubtful.historyRead()).isZero();
        assertThat(doubtful.historyDone()).isFalse();
    }

    @Test
    void changesAreAskedForWithATimeOfDay() {
        ScriptedPages pages = new ScriptedPages(list(1, false, 0L));

        drain(changes(pages));

        assertThat(pages.askedFor("modifiedOnOrAfter")).containsExactly("2026-03-01T06:00:00Z");
    }

    @Test
    void theWatermarkMovesOnlyAfterTheLastPage() {
        List<Batch> batches = drain(changes(new ScriptedPages(list(1, true, 3L, 9, 2), list(2, false, 3L, 3))));

        assertThat(batches.get(0).after().watermark()).isNull();
        assertThat(batches.get(1).after().watermark()).isEqualTo("2026-03-01T07:00:09Z");
    }

    @Test
    void theWatermarkStaysWhenTheListIsInDoubt() {
        List<Batch> batches = drain(changes(new ScriptedPages(list(1, true, 9L, 1), list(2, false, 9L, 3))));

        assertThat(batches).allSatisfy(batch -> assertThat(batch.after().watermark()).isNull());
    }
}
