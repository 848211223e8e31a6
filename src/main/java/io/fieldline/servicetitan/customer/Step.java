package io.fieldline.servicetitan.customer;

import java.util.ArrayList;
import java.util.List;

import io.fieldline.sync.pair.WriteOutcome;

/** How far one write got with its requests. */
sealed interface Step {

    /** There is nothing to read back. */
    record Ended(WriteOutcome outcome) implements Step {}

    /** Everything was answered with success, which has to be seen. */
    record Sent(String id, List<Draft.Check> checks) implements Step {

        /** With a further step at the same customer, which must not hide that this one was sent. */
        Step then(Step next) {
            if (next instanceof Sent more) {
                List<Draft.Check> all = new ArrayList<>(checks);
                all.addAll(more.checks());
                return new Sent(id, all);
            }
            WriteOutcome outcome = ((Ended) next).outcome();
            String before = "Customer " + id + " was created, and after that: ";
            if (outcome instanceof WriteOutcome.Refused refused) {
                return new Ended(new WriteOutcome.Refused(before + refused.reason(), refused.fields()));
            }
            return outcome instanceof WriteOutcome.Later later
                    ? new Ended(new WriteOutcome.Later(before + later.reason()))
                    : this;
        }
    }
}
