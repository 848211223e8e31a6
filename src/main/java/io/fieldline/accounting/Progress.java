package io.fieldline.accounting;

/** Hears how far a long reading is. */
@FunctionalInterface
public interface Progress {

    /**
     * @param what is read
     * @param read so far
     * @param total of how many
     */
    void read(String what, long read, long total);
}
