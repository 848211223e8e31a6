package io.fieldline.sync.pair;

/** How many customers one run may still create in ServiceTitan, which cannot delete one. */
public final class CreationCap {

    private final int most;
    private int taken;

    public CreationCap(int most) {
        this.most = most;
    }

    /** Takes one creation; false when the run had all of them. */
    boolean take() {
        if (taken >= most) {
            return false;
        }
        taken++;
        return true;
    }
}
