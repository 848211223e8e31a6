package io.fieldline.servicetitan.poll;

import static io.fieldline.servicetitan.poll.ScriptedPages.drain;
import static io.fieldline.servicetitan.poll.ScriptedPages.feed;
import static io.fieldline.servicetitan.poll.ScriptedPages.ids;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.fieldline.servicetitan.HandClock;
import io.fieldline.servicetitan.http.Patience;

class FeedReadingTest {

    private final Completeness completeness = new Completeness();

    private FeedReading reading(ScriptedPages pages, Position from, int batchRecords, boolean recentToo) {
        return new FeedReading(SimulatedCollection.jobs(), pages, Patience.POLL, Runnable::run, new HandClock(), completeness,
                from,
                batchRecords, recentToo);
    }

    @Test
    void followsTheTokensToTheEnd() {
        ScriptedPages pages = new ScriptedPages(feed("a", true, 1), feed("b", true, 2), feed("c", false, 3));

        List<Batch> batches = drain(reading(pages, Position.beginning(), 1, false));

        assertThat(ids(batches)).containsExactly(1L, 2L, 3L);
        assertThat(pages.askedFor("from")).containsExactly(null, "a", "b");
        assertThat(batches.get(1).after().historyDone()).isFalse();
        assertThat(batches.get(2).after().historyDone()).isTrue();
        assertThat(batches.get(2).after().historyToken()).isEqualTo("c");
        assertThat(completeness.doubts()).isEmpty();
    }

    @Test
    void goesOnWithTheSavedToken() {
        Position saved = drain(reading(new ScriptedPages(feed("a", true, 1), feed("b", false, 2)), Position.beginning(), 1,
                false)).get(0).after();
        ScriptedPages rest = new ScriptedPages(feed("b", false, 2));

        drain(reading(rest, Position.fromText(saved.toText()), 1, false));

        assertThat(rest.askedFor("from")).containsExactly("a");
    }

    @Test
    void gathersPagesIntoABatch() {
        ScriptedPages pages = new ScriptedPages(feed("a", true, 1, 2), feed("b", true, 3, 4), feed("c", false, 5));

        List<Batch> batches = drain(reading(pages, Position.beginning(), 4, false));

        assertThat(batches).extracting(batch -> batch.records().size()).containsExactly(4, 1);
        assertThat(batches.get(0).after().historyToken()).isEqualTo("b");
    }

    @Test
    void aFeedThatRepeatsItsTokenIsInDoubtAndEnds() {
        List<Batch> batches = drain(reading(new ScriptedPages(feed("a", true, 1), feed("a", true, 1)), Position.beginning(),
                1, false));

        assertThat(completeness.doubts()).hasValueSatisfying(doubt -> assertThat(doubt).contains("repeated its token"));
        assertThat(batches.get(1).after().historyDone()).isFalse();
    }

    @Test
    void aFeedThatGivesNoTokenIsInDoubtAndKeepsTheOldOne() {
        List<Batch> batches = drain(reading(new ScriptedPages(feed("a", true, 1), feed(null, true, 2)), Position.beginning(),
                1, false));

        assertThat(completeness.doubts()).hasValueSatisfying(doubt -> assertThat(doubt).contains("no token"));
        assertThat(batches.get(1).after().historyToken()).isEqualTo("a");
    }

    @Test
    void theSameTokenAgainIsWhatAFeedThatHasCaughtUpSays() {
        Position caughtUp = Position.beginning().withHistory("a", 1, 1, true, Instant.EPOCH);

        drain(reading(new ScriptedPages(feed("a", false)), caughtUp, 1, false));

        assertThat(completeness.doubts()).isEmpty();
    }

    @Test
    void asksForRecentChangesOnceAndLeavesTheTokenWhereItIs() {
        ScriptedPages pages = new ScriptedPages(feed("a", false, 1), feed("z", true, 2), feed("zz", false, 3));

        List<Batch> batches = drain(reading(pages, Position.beginning(), 1, true));

        assertThat(pages.askedFor("includeRecentChanges")).containsExactly(null, "true", "true");
        assertThat(pages.askedFor("from")).containsExactly(null, "a", "z");
        assertThat(batches.get(2).after().historyToken()).isEqualTo("a");
        assertThat(batches.get(2).origin()).isEqualTo(Batch.Origin.CHANGES);
    }

    @Test
    void recentChangesThatNeverEndAreLeft() {
        ScriptedPages pages = new ScriptedPages(feed("a", false, 1), feed("a", true, 2));

        assertThat(drain(reading(pages, Position.beginning(), 1, true))).hasSize(2);
    }

    @Test
    void beginsAtTheDayOfTheHorizon() {
        ScriptedPages pages = new ScriptedPages(feed("a", false));

        drain(reading(pages, Position.since(Instant.parse("2026-02-03T18:00:00Z")), 1, false));

        assertThat(pages.askedFor("from")).containsExactly("2026-02-03");
    }
}
