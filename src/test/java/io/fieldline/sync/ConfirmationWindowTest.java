package io.fieldline.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ConfirmationWindowTest {

    @Test
    void movesOnlyToTheLastPositionBeforeTheFirstUnconfirmedOne() {
        ConfirmationWindow<String> window = new ConfirmationWindow<>();
        List.of("a", "b", "c").forEach(window::opened);

        window.confirmed("a");
        window.confirmed("c");

        assertThat(window.safe()).contains("a");
        assertThat(window.size()).isEqualTo(2);
    }

    @Test
    void hasNoSafePositionWhileTheFirstOneIsOpen() {
        ConfirmationWindow<String> window = new ConfirmationWindow<>();
        List.of("a", "b").forEach(window::opened);

        window.confirmed("b");

        assertThat(window.safe()).isEmpty();
    }

    @Test
    void refusesAConfirmationOfWhatWasNeverHandedOn() {
        ConfirmationWindow<String> window = new ConfirmationWindow<>();

        assertThatThrownBy(() -> window.confirmed("a")).hasMessageContaining("a was never handed on");
    }

    @Property
    void theSafePositionIsTheLongestConfirmedBeginningWhateverTheOrder(@ForAll @IntRange(min = 1, max = 40) int size,
            @ForAll long seed) {
        ConfirmationWindow<Integer> window = new ConfirmationWindow<>();
        List<Integer> order = new ArrayList<>(IntStream.range(0, size).boxed().toList());
        order.forEach(window::opened);
        Collections.shuffle(order, new Random(seed));
        boolean[] confirmed = new boolean[size];

        for (int position : order) {
            window.confirmed(position);
            confirmed[position] = true;
            int gap = IntStream.range(0, size).filter(index -> !confirmed[index]).findFirst().orElse(size);
            assertThat(window.safe().orElse(-1)).isEqualTo(gap - 1);
        }
    }
}
