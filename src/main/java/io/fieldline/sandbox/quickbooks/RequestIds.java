package io.fieldline.sandbox.quickbooks;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import io.fieldline.sandbox.http.Request;

/**
 * A write with a request id that was answered before is not done again, whatever it says: its first answer is given once more, a
 * refusal too.
 */
final class RequestIds {

    private static final int LONGEST = 50;

    private final Map<String, Supplier<Answer>> answers = new HashMap<>();

    /** @throws Refusal where the id is too long, or the work is refused, or was by the same id */
    Answer once(Request request, Supplier<Answer> work) {
        Optional<String> id = request.parameter("requestid").filter(given -> !given.isEmpty());
        if (id.isEmpty()) {
            return work.get();
        }
        if (id.get().length() > LONGEST) {
            throw Refusal.length("requestid", 1, LONGEST, id.get().length());
        }
        return answers.computeIfAbsent(id.get(), first -> answered(work)).get();
    }

    private static Supplier<Answer> answered(Supplier<Answer> work) {
        try {
            Answer answer = work.get();
            return () -> answer;
        } catch (Refusal refusal) {
            return () -> {
                throw refusal;
            };
        }
    }

    /** QuickBooks does not say for how long it knows them. */
    void forget() {
        answers.clear();
    }
}
