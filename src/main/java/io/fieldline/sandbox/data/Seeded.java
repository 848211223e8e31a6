package io.fieldline.sandbox.data;

import java.util.List;

/** Numbers that look random and depend on nothing but the seed, the row and what they are for. */
final class Seeded {

    private final long seed;

    Seeded(long seed) {
        this.seed = seed;
    }

    /** At least 0. */
    long number(long row, int purpose) {
        long mixed = seed + row * 0x9E3779B97F4A7C15L + purpose * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return (mixed ^ (mixed >>> 31)) >>> 1;
    }

    /** 0 to bound - 1. */
    int below(int bound, long row, int purpose) {
        return (int) (number(row, purpose) % bound);
    }

    <T> T of(List<T> choices, long row, int purpose) {
        return choices.get(below(choices.size(), row, purpose));
    }
}
