package io.fieldline.ops.tool;

import java.util.List;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.fieldline.agent.tool.PlannedRequest;
import io.fieldline.agent.tool.RefusedCallException;
import io.fieldline.agent.tool.ToolCall;
import io.fieldline.failure.SyncException;

/** Does what a plan asks of Fieldline itself, one request after the other, up to the first that fails. */
final class OneByOne {

    private static final Logger LOG = LoggerFactory.getLogger(OneByOne.class);

    private OneByOne() {}

    /** Does one. */
    interface Doing {

        /** @param number from 0 on */
        void carryOut(int number, PlannedRequest request);
    }

    /**
     * @return why the rest was not done; empty when all was
     * @throws RefusedCallException when it was stopped or cancelled before anything was done
     * @throws RuntimeException what the first one threw
     */
    static Optional<String> all(ToolCall call, List<PlannedRequest> requests, Doing doing) {
        if (call.stopped().getAsBoolean()) {
            throw RefusedCallException.of("stopped", "Writing was stopped by a person; nothing was done.");
        }
        if (call.cancelled().getAsBoolean()) {
            throw RefusedCallException.of("not_possible", "The call was cancelled before anything was done.");
        }
        for (int number = 0; number < requests.size(); number++) {
            String done = "Done: " + number + " of " + requests.size() + ". Then ";
            if (number > 0 && call.stopped().getAsBoolean()) {
                return Optional.of(done + "writing was stopped by a person; the rest was not done.");
            }
            try {
                tell(call, requests.get(number).operation() + " " + (number + 1) + " of " + requests.size());
                doing.carryOut(number, requests.get(number));
            } catch (RuntimeException e) {
                if (number == 0) {
                    throw e;
                }
                LOG.warn("Request {} of {} of a plan of tenant {} failed", number + 1, requests.size(), call.tenant(), e);
                return Optional.of(done + "it failed, and the rest was not tried: "
                        + (e instanceof SyncException ? e.getMessage() : "the log says why"));
            }
        }
        return Optional.empty();
    }

    private static void tell(ToolCall call, String words) {
        try {
            call.progress().accept(words);
        } catch (RuntimeException nobodyListens) {
            // What was done stays done, and the answer tells it.
        }
    }
}
