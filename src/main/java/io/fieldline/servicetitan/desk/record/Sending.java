package io.fieldline.servicetitan.desk.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

import io.fieldline.agent.tool.PlannedRequest;
import io.fieldline.agent.tool.RefusedCallException;
import io.fieldline.agent.tool.ToolCall;
import io.fieldline.failure.RejectedRecordException;
import io.fieldline.failure.RetryLaterException;
import io.fieldline.failure.SyncException;
import io.fieldline.servicetitan.catalog.Operation;
import io.fieldline.servicetitan.http.ApiRequest.QueryValue;
import io.fieldline.servicetitan.http.Submission;

/** Sends the requests of a plan one after the other, and says of a failure what was done nevertheless. */
final class Sending {

    private static final Set<Integer> NOT_THERE = Set.of(404, 405);

    private final TenantDesk desk;
    private final ToolCall call;
    private final BodyCheck check;
    private final List<JsonNode> answers = new ArrayList<>();

    /** @param call asked before each request but the first whether it was stopped */
    Sending(TenantDesk desk, ToolCall call) {
        this.desk = desk;
        this.call = call;
        this.check = new BodyCheck(desk.catalog());
    }

    /**
     * @return the answers, a missing node for one without a body
     * @throws NoLongerOfferedException when the first is to an operation that ServiceTitan has withdrawn
     * @throws RefusedCallException when the first was refused, so that nothing was changed
     * @throws SyncException when a later one was refused or not sent any more, or nobody knows
     */
    List<JsonNode> all(List<PlannedRequest> planned) {
        for (PlannedRequest request : planned) {
            Operation operation = desk.operation(request.resource(), request.operation());
            PlannedRequest ready = References.to(answers).in(request);
            check.check(operation, ready);
            if (!answers.isEmpty() && call.stopped().getAsBoolean()) {
                throw new RejectedRecordException(
                        soFar(planned) + " Then writing was stopped by a person; the rest was not sent.");
            }
            answers.add(one(operation, ready, planned));
            call.progress().accept("sent " + answers.size() + " of " + planned.size());
        }
        return answers;
    }

    private JsonNode one(Operation operation, PlannedRequest request, List<PlannedRequest> all) {
        List<QueryValue> query = request.query().entrySet().stream()
                .map(entry -> new QueryValue(entry.getKey(), entry.getValue()))
                .toList();
        JsonNode body = operation.body().isPresent() && request.body() == null ? Trees.object() : request.body();
        Submission sent;
        try {
            sent = desk.calls().send(operation, request.path(), query, body);
        } catch (SyncException e) {
            if (answers.isEmpty()) {
                throw e;
            }
            throw new RejectedRecordException(soFar(all) + " Then: " + e.getMessage(), e);
        }
        if (sent instanceof Submission.Refused refused) {
            if (answers.isEmpty() && operation.retired() && NOT_THERE.contains(refused.status())) {
                throw new NoLongerOfferedException(refused.message() + ". Nothing was changed.");
            }
            if (answers.isEmpty()) {
                throw RefusedCallException.of("not_possible", refused.message() + ". Nothing was changed.");
            }
            throw new RejectedRecordException(soFar(all) + " Then: " + refused.message());
        }
        if (sent instanceof Submission.Unsure unsure) {
            throw new RetryLaterException(soFar(all) + " Request " + (answers.size() + 1)
                    + " may have been applied or not; look before you ask again: " + unsure.failure().getMessage(),
                    unsure.failure());
        }
        return Calls.tree(operation, ((Submission.Taken) sent).body());
    }

    private String soFar(List<PlannedRequest> all) {
        List<String> done = all.subList(0, answers.size()).stream().map(one -> one.resource() + " " + one.operation()).toList();
        return done.isEmpty() ? "Nothing was done before." : "Done: " + String.join(", ", done) + ", of " + all.size() + ".";
    }
}
