package io.fieldline.servicetitan.poll;

import static io.fieldline.servicetitan.poll.ScriptedPages.feed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;

import io.fieldline.failure.RetryLaterException;
import io.fieldline.servicetitan.http.ApiRequest;
import io.fieldline.servicetitan.http.Patience;

class FeedPagesTest {

    private final List<String> asked = new ArrayList<>();
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private String refused;

    /** A feed of three pages, whose tokens are a, b and c. */
    private final PageFetcher source = new PageFetcher() {

        @Override
        public Page fetch(ApiRequest request, Patience patience) {
            throw new AssertionError("a feed is read ahead");
        }

        @Override
        public Page fetch(ApiRequest request, Patience patience, Consumer<String> continues) {
            String from = request.query().isEmpty() ? "" : request.query().get(0).value();
            asked.add(from);
            if (from.equals(refused)) {
                throw new RetryLaterException("busy", null);
            }
            String token = from.isEmpty() ? "a" : from.equals("a") ? "b" : "c";
            if (!token.equals("c")) {
                continues.accept(token);
            }
            return feed(token, !token.equals("c"), token.charAt(0));
        }
    };

    private final FeedPages pages = new FeedPages(SimulatedCollection.jobs(), source, Patience.POLL, waiting::add);

    @Test
    void asksForTheNextPageBeforeItIsWanted() {
        assertThat(pages.page(null).continueFrom()).isEqualTo("a");
        waiting.remove().run();
        assertThat(asked).containsExactly("", "a");

        assertThat(pages.page("a").continueFrom()).isEqualTo("b");
        assertThat(asked).containsExactly("", "a");
    }

    @Test
    void isNeverMoreThanOnePageAhead() {
        pages.page(null);
        waiting.remove().run();

        assertThat(waiting).isEmpty();
        assertThat(asked).containsExactly("", "a");

        pages.page("a");
        assertThat(waiting).hasSize(1);
    }

    @Test
    void doesNotWaitForAThreadThatNobodyHas() {
        pages.page(null);

        assertThat(pages.page("a").continueFrom()).isEqualTo("b");
        assertThat(pages.page("b").continueFrom()).isEqualTo("c");
        waiting.forEach(Runnable::run);
        assertThat(asked).containsExactly("", "a", "b");
    }

    @Test
    void readsWhatIsAskedForAndNotWhatWasExpected() {
        pages.page(null);
        waiting.remove().run();

        assertThat(pages.page("b").continueFrom()).isEqualTo("c");
        assertThat(asked).containsExactly("", "a", "b");
    }

    @Test
    void tellsTheReasonWhenThePageAheadDidNotCome() {
        refused = "a";
        pages.page(null);
        waiting.remove().run();

        assertThatThrownBy(() -> pages.page("a")).isInstanceOf(RetryLaterException.class).hasMessage("busy");
        refused = null;
        assertThat(pages.page("a").continueFrom()).isEqualTo("b");
    }
}
