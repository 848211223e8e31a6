package io.fieldline.crm;

import io.fieldline.failure.RetryLaterException;
import io.fieldline.sync.Run;
import io.fieldline.sync.RunStore;
import io.fieldline.sync.StreamKey;

/** Whether the flow that knows the customers has read all of them once; before that, one it does not know may be there. */
final class FirstReading {

    private static final String CUSTOMERS = "crm/customers";
    private static final int RECENT_RUNS = 100;

    private final RunStore runs;

    FirstReading(RunStore runs) {
        this.runs = runs;
    }

    /**
     * @param waiting the stream that has to wait for it
     * @param customers the flow that reads the customers
     * @param why ends the sentence for a person
     */
    void mustBeDone(StreamKey waiting, String customers, String why) {
        boolean done = runs.recent(waiting.tenant(), customers, RECENT_RUNS).stream()
                .anyMatch(run -> run.key().stream().equals(CUSTOMERS) && run.outcome() == Run.Outcome.COMPLETE);
        if (!done) {
            throw new RetryLaterException(
                    "The flow " + waiting.flow() + " begins when " + customers + " has read all customers once, " + why, null);
        }
    }
}
