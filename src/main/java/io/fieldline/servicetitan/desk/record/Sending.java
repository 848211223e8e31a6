package io.fieldline.servicetitan.desk.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

import io.fieldline.agent.tool.PlannedRequest;
import io.fieldline.agent.tool.RefusedCallException;
import io.fieldline.agent.tool.ToolCall;
import io.fieldline.failure.RetryLaterException;
import io.fieldline.failure.SyncException;
import io.fieldline.servicetitan.catalog.Operation;
import io.fieldline.servicetitan.http.ApiRequest.QueryValue;
import io.fieldline.servicetitan.http.Submission;

/** Sends the requests of a plan one after the other, up to the first that does not go through. */
final class Sending {

    private static final Set<Integer> NOT_THERE = Set.of(404, 405);

    /**
     * What became of a plan of which at least one request was taken.
     *
     * @param answers of those that were taken, a missing node for one without a body
     * @param problem why the rest was not sent, or may have been applied or not; empty when all were taken
     */
    record Sent(List<JsonNode> answers, String problem) {

        Sent {
            answers = List.copyOf(answers);
        }

        boolean whole() {
            return problem.isEmpty();
        }
    }

    private final TenantDesk desk;
    private final BodyCheck check;
    private final ToolCall call;
    private final List<JsonNode> answers = new ArrayList<>();

    /** @param call asked right before each request whether writing was stopped */
    Sending(TenantDesk desk, ToolCall call) {
        this.desk = desk;
        this.call = call;
        this.check = new BodyCheck(desk.catalog());
    }

    /**
     * @throws NoLongerOfferedException when the first is to an operation that ServiceTitan has withdrawn
     * @throws RefusedCallException when the first was refused, or stopped, so that nothing was changed
     * @throws SyncException when the first failed: nothing was changed, or nobody knows
     */
    Sent all(List<PlannedRequest> planned) {
        planned.forEach(request -> check.check(operation(request), request));
        for (PlannedRequest request : planned) {
            String problem = one(operation(request), request);
            if (!problem.isEmpty()) {
                return new Sent(answers, soFar(planned) + problem);
            }
            tell(call, "sent " + answers.size() + " of " + planned.size());
        }
        return new Sent(answers, "");
    }

    static void tell(ToolCall call, String words) {
        try {
            call.progress().accept(words);
        } catch (RuntimeException nobodyListens) {
            // What was sent stays sent, and the answer tells it.
        }
    }

    private Operation operation(PlannedRequest request) {
        return desk.operation(request.resource(), request.operation());
    }

    /** @return why it did not go through; empty when it was taken */
    private String one(Operation operation, PlannedRequest request) {
        List<QueryValue> query = request.query().entrySet().stream()
                .map(entry -> new QueryValue(entry.getKey(), entry.getValue()))
                .toList();
        JsonNode body = operation.body().isPresent() && request.body() == null ? Trees.object() : request.body();
        try {
            Submission sent = desk.calls().send(operation, request.path(), query, body, this::requireNotStopped);
            if (sent instanceof Submission.Refused refused) {
                return refused(operation, refused);
            }
            if (sent instanceof Submission.Unsure unsure) {
                return unsure(unsure);
            }
            answers.add(Calls.tree(operation, ((Submission.Taken) sent).body()));
            return "";
        } catch (SyncException | RefusedCallException e) {
            if (answers.isEmpty()) {
                throw e;
            }
            return "Then: " + e.getMessage();
        }
    }

    private void requireNotStopped() {
        if (call.stopped().getAsBoolean()) {
            throw RefusedCallException.of("stopped", "Writing was stopped by a person; "
                    + (answers.isEmpty() ? "nothing was sent." : "the rest was not sent."));
        }
    }

    private String refused(Operation operation, Submission.Refused refused) {
        if (!answers.isEmpty()) {
            return "Then: " + refused.message();
        }
        if (operation.retired() && NOT_THERE.contains(refused.status())) {
            throw new NoLongerOfferedException(refused.message() + ". Nothing was changed.");
        }
        throw RefusedCallException.of("not_possible", refused.message() + ". Nothing was changed.");
    }

    private String unsure(Submission.Unsure unsure) {
        String problem = "Request " + (answers.size() + 1) + " may have been applied or not; look before you ask again: "
                + unsure.failure().getMessage();
        if (answers.isEmpty()) {
            throw new RetryLaterException(problem, unsure.failure());
        }
        return problem;
    }

    private String soFar(List<PlannedRequest> all) {
        return "Done: " + String.join(", ",
                all.subList(0, answers.size()).stream().map(one -> one.resource() + " " + one.operation()).toList()) + ", of "
                + all.size() + ". ";
    }
}
