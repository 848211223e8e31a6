package io.fieldline.destination.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Function;

import org.junit.jupiter.api.Test;

class ChunksTest {

    @Test
    void listsAreCutIntoTheLargestChunksAllowed() {
        assertThat(Chunks.of(List.of("a", "b", "c", "d", "e"), 2, Function.identity()))
                .containsExactly(List.of("a", "b"), List.of("c", "d"), List.of("e"));
    }

    @Test
    void whatComesTwiceIsNeverInOneChunkAndKeepsItsOrder() {
        assertThat(Chunks.of(List.of("a1", "b1", "a2", "a3"), 10, item -> item.substring(0, 1)))
                .containsExactly(List.of("a1", "b1"), List.of("a2"), List.of("a3"));
    }

    @Test
    void nothingMakesNoChunks() {
        assertThat(Chunks.of(List.<String>of(), 10, Function.identity())).isEmpty();
    }
}
