package io.fieldline.sandbox.quickbooks;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import io.fieldline.sandbox.http.Request;

/** A write with a request id that was done before is not done again, whatever it says: its first answer is given once more. */
final class RequestIds {

    private static final int LONGEST = 50;

    private final Map<String, Answer> done = new HashMap<>();

    /** @throws Refusal where the id is too long, or the work is refused; what was refused can be tried again */
    Answer once(Request request, Supplier<Answer> work) {
        Optional<String> id = request.parameter("requestid").filter(given -> !given.isEmpty());
        if (id.isEmpty()) {
            return work.get();
        }
        if (id.get().length() > LONGEST) {
            throw Refusal.length("requestid", 1, LONGEST, id.get().length());
        }
        Answer known = done.get(id.get());
        if (known == null) {
            known = work.get();
            done.put(id.get(), known);
        }
        return known;
    }
}
