package io.fieldline.sync;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What was handed on and what of it is confirmed, in the order in which it was handed on. It is safe to resume from the
 * last position before the first gap. For use by one thread at a time.
 *
 * @param <P> a position; equal positions are one
 */
public final class ConfirmationWindow<P> {

    private final Map<P, Boolean> open = new LinkedHashMap<>();
    private P safe;

    /** The position is about to be handed on. */
    public void opened(P position) {
        open.put(position, Boolean.FALSE);
    }

    /** What stood at the position has arrived, or is parked for a person. */
    public void confirmed(P position) {
        if (open.replace(position, Boolean.TRUE) == null) {
            throw new IllegalArgumentException("Position " + position + " was never handed on");
        }
        moveOverConfirmed();
    }

    private void moveOverConfirmed() {
        var positions = open.entrySet().iterator();
        while (positions.hasNext()) {
            Map.Entry<P, Boolean> first = positions.next();
            if (!first.getValue()) {
                return;
            }
            safe = first.getKey();
            positions.remove();
        }
    }

    /** The last position with nothing unconfirmed before it; empty when there is none yet. */
    public Optional<P> safe() {
        return Optional.ofNullable(safe);
    }

    /** How many positions are handed on and not yet passed by the safe one. */
    public int size() {
        return open.size();
    }
}
