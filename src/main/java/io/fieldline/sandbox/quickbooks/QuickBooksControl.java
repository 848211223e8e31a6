package io.fieldline.sandbox.quickbooks;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Map;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

import io.fieldline.sandbox.http.Reply;
import io.fieldline.sandbox.http.Request;

/**
 * What the owner does, what the books say, and what a test wants, by calls below <code>/control/quickbooks/</code>:
 *
 * <pre>
 * POST connect                                   gives a refresh token; authorize gives a code to exchange for one
 * POST disconnect,  POST expire-access,  POST forget-request-ids
 * GET  records?entity=Invoice
 * POST create?entity=Customer                    a JSON object, as the API takes it; gives the id
 * POST edit?entity=Invoice&amp;id=1                  the properties that change, as a JSON object
 * POST change-amount?entity=Invoice&amp;id=1&amp;by=0.01
 * POST deactivate?entity=Item&amp;id=1,  POST delete?entity=Invoice&amp;id=1,  POST void?entity=Invoice&amp;id=1
 * POST merge?id=1&amp;into=2                          makes two customers one; the first must have no transactions
 * POST close?date=2026-10-31                     closes the books; without a date it opens them
 * POST prefer                                    groups of preferences, as a JSON object
 * POST duplicate-numbers?refused=false,  POST closing-password?on=false
 * GET  trial-balance?date=2026-10-31,  GET receivable?customer=1,  GET ledger?account=Checking
 * GET  calls,  POST calls/clear
 * POST limits?factor=10                          times the real ones; 0 for none
 * POST faults?before=server-error=0.1&amp;after=connection-reset=0.1,  POST token-faults?…
 * </pre>
 */
final class QuickBooksControl {

    private final JsonMapper json = JsonMapper.builder().addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS).build();
    private final QuickBooksStandIn quickBooks;

    QuickBooksControl(QuickBooksStandIn quickBooks) {
        this.quickBooks = quickBooks;
    }

    Reply answer(Request request) {
        String verb = request.path().substring("/control/quickbooks/".length());
        try {
            return Reply.json(200, json.valueToTree(done(verb, request)));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw Refusal.request(400, e.getMessage());
        }
    }

    private Object done(String verb, Request request) {
        switch (verb) {
            case "authorize" :
                return Map.of("code", quickBooks.authorize(), "realmId", quickBooks.settings().realmId());
            case "connect" :
                return Map.of("refresh_token", quickBooks.connect(), "realmId", quickBooks.settings().realmId());
            case "records" :
                return quickBooks.owner().records(needed(request, "entity"));
            case "create" :
                return Map.of("id", quickBooks.owner().create(needed(request, "entity"), request.text()));
            case "trial-balance" :
                return quickBooks.ledger().trialBalance(request.parameter("date").map(LocalDate::parse).orElse(LocalDate.MAX));
            case "receivable" :
                return Map.of("balance", quickBooks.ledger().receivable(needed(request, "customer")));
            case "ledger" :
                return quickBooks.ledger().lines(needed(request, "account"));
            case "calls" :
                return quickBooks.calls();
            default :
                act(verb, request);
                return Map.of();
        }
    }

    private void act(String verb, Request request) {
        switch (verb) {
            case "disconnect" -> quickBooks.disconnect();
            case "expire-access" -> quickBooks.expireAccess();
            case "forget-request-ids" -> quickBooks.forgetRequestIds();
            case "merge" -> quickBooks.owner().merge(needed(request, "id"), needed(request, "into"));
            case "prefer" -> quickBooks.owner().prefer(request.text());
            case "close" -> quickBooks.owner()
                    .closeBooks(request.parameter("date").filter(date -> !date.isEmpty()).map(LocalDate::parse));
            case "duplicate-numbers" -> quickBooks.owner()
                    .refuseDuplicateNumbers(Boolean.parseBoolean(needed(request, "refused")));
            case "closing-password" -> quickBooks.owner().protectClosedBooks(Boolean.parseBoolean(needed(request, "on")));
            case "calls/clear" -> quickBooks.forgetCalls();
            case "limits" -> quickBooks
                    .limits(QuickBooksSettings.Limits.REAL.times(Integer.parseInt(needed(request, "factor"))));
            case "faults" -> quickBooks.faults().set(request);
            case "token-faults" -> quickBooks.tokenFaults().set(request);
            default -> change(verb, needed(request, "entity"), needed(request, "id"), request);
        }
    }

    private void change(String verb, String entity, String id, Request request) {
        switch (verb) {
            case "edit" -> quickBooks.owner().edit(entity, id, request.text());
            case "change-amount" -> quickBooks.owner().changeAmount(entity, id, new BigDecimal(needed(request, "by")));
            case "deactivate" -> quickBooks.owner().deactivate(entity, id);
            case "delete" -> quickBooks.owner().delete(entity, id);
            case "void" -> quickBooks.owner().empty(entity, id);
            default -> throw new IllegalArgumentException("There is no control '" + verb + "'");
        }
    }

    private static String needed(Request request, String parameter) {
        return request.parameter(parameter)
                .orElseThrow(() -> new IllegalArgumentException("The parameter '" + parameter + "' is missing"));
    }
}
