package io.fieldline.observe;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** Stands in a log for a problem whose message, or that of a cause, may quote a person's address or number. */
final class MaskedProblem extends Throwable {

    private static final long serialVersionUID = 1;

    private final String text;

    private MaskedProblem(Throwable problem, Throwable cause) {
        super(null, cause, true, true);
        this.text = PersonalDataMask.mask(problem.toString());
        setStackTrace(problem.getStackTrace());
    }

    static MaskedProblem of(Throwable problem) {
        return of(problem, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private static MaskedProblem of(Throwable problem, Set<Throwable> above) {
        above.add(problem);
        Throwable cause = problem.getCause();
        MaskedProblem masked = new MaskedProblem(problem, cause == null || above.contains(cause) ? null : of(cause, above));
        for (Throwable suppressed : problem.getSuppressed()) {
            if (!above.contains(suppressed)) {
                masked.addSuppressed(of(suppressed, above));
            }
        }
        return masked;
    }

    @Override
    public String getMessage() {
        return text;
    }

    /** As the problem itself would be printed. */
    @Override
    public String toString() {
        return text;
    }
}
