package io.fieldline.sandbox.http;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * Faults of a stand-in that takes what it is given: before it is taken, so that nothing happened, or afterwards, so that only
 * the answer is lost. Safe for use by many threads.
 */
public final class FaultsAround {

    private static final String CALLER = "all";

    private final FaultInjector before;
    private final FaultInjector after;

    public FaultsAround(long seed) {
        before = new FaultInjector(seed, FaultRates.NONE);
        after = new FaultInjector(seed + 1, FaultRates.NONE);
    }

    /**
     * @param untaken what goes wrong before anything was done
     * @param taken what goes wrong afterwards; a server error then hides that it was done
     */
    public void set(FaultRates untaken, FaultRates taken) {
        before.set(untaken);
        after.set(taken);
    }

    /** Reads <code>before</code> and <code>after</code>, each as {@link FaultRates#parse}; what is missing is no faults. */
    public void set(Request control) {
        set(FaultRates.parse(control.parameter("before").orElse("")), FaultRates.parse(control.parameter("after").orElse("")));
    }

    /**
     * @param work what is done where nothing goes wrong before
     * @param busy the answer that the caller calls too often
     * @param failed the answer that the server has an error
     */
    public Reply around(Supplier<Reply> work, Supplier<Reply> busy, Supplier<Reply> failed) {
        Optional<Fault> untaken = before.next(CALLER);
        if (untaken.isPresent() && untaken.get() != Fault.SLOW) {
            return spoiled(untaken.get(), failed.get(), busy, failed);
        }
        Reply done = work.get();
        Optional<Fault> taken = after.next(CALLER);
        Reply answer = taken.isPresent() ? spoiled(taken.get(), done, busy, failed) : done;
        return untaken.isPresent() ? before.spoil(answer, Fault.SLOW, CALLER) : answer;
    }

    private Reply spoiled(Fault fault, Reply reply, Supplier<Reply> busy, Supplier<Reply> failed) {
        return switch (fault) {
            case TOO_MANY_REQUESTS -> busy.get();
            case SERVER_ERROR -> failed.get();
            default -> after.spoil(reply, fault, CALLER);
        };
    }
}
