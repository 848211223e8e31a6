package io.fieldline.destination.quickbooks;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;

import io.fieldline.failure.RejectedRecordException;
import io.fieldline.failure.RetryLaterException;
import io.fieldline.failure.SyncException;
import io.fieldline.ledger.Books;
import io.fieldline.ledger.BooksWrite;
import io.fieldline.ledger.Header;
import io.fieldline.ledger.PostOutcome;

/** A company as books: each write is a call of its own, several of them at a time. */
final class QuickBooksBooks implements Books {

    private final CompanySettings settings;
    private final CustomerRefs customers;
    private final DocumentWriter writer;
    private final DocumentLookup lookup;
    private final Workers workers;

    QuickBooksBooks(CompanySettings settings, CustomerRefs customers, DocumentWriter writer, DocumentLookup lookup,
            Workers workers) {
        this.settings = settings;
        this.customers = customers;
        this.writer = writer;
        this.lookup = lookup;
        this.workers = workers;
    }

    @Override
    public Optional<LocalDate> closedUntil() {
        return settings.closedUntil();
    }

    @Override
    public boolean answer() {
        try {
            settings.forget();
            settings.closedUntil();
            return true;
        } catch (SyncException silent) {
            return false;
        }
    }

    /** @throws SyncException when none of the writes was taken, for a reason that concerns the company */
    @Override
    public List<PostOutcome> post(List<BooksWrite> writes) {
        CustomerRefs.Found found = customers
                .find(writes.stream().flatMap(write -> customer(write).stream()).distinct().toList());
        List<SyncException> failures = new ArrayList<>();
        List<Callable<PostOutcome>> work = writes.stream()
                .<Callable<PostOutcome>>map(write -> () -> post(write, found, failures))
                .toList();
        List<PostOutcome> outcomes = workers.all(work);
        if (outcomes.stream().anyMatch(PostOutcome.Closed.class::isInstance)) {
            settings.forget();
        }
        if (!failures.isEmpty() && failures.size() == writes.size()) {
            throw failures.get(0);
        }
        return outcomes;
    }

    /** What was taken of the others must not be lost with one that failed. */
    private PostOutcome post(BooksWrite write, CustomerRefs.Found found, List<SyncException> failures) {
        Optional<Long> customer = customer(write);
        Optional<String> problem = customer.map(found.problems()::get);
        if (problem.isPresent()) {
            return new PostOutcome.Refused(problem.get());
        }
        try {
            return write(write, customer.map(found.ids()::get));
        } catch (RetryLaterException e) {
            return new PostOutcome.Later(e.getMessage(), e.retryAfter());
        } catch (RejectedRecordException e) {
            return new PostOutcome.Refused(e.getMessage());
        } catch (SyncException e) {
            synchronized (failures) {
                failures.add(e);
            }
            return new PostOutcome.Later(e.getMessage(), Optional.empty());
        }
    }

    private static Optional<Long> customer(BooksWrite write) {
        return write.content().map(content -> content.header().customer()).filter(customer -> customer != Header.NOBODY);
    }

    /** QuickBooks may have another customer of that name by now, who takes the place of one that is not in use any more. */
    private PostOutcome write(BooksWrite write, Optional<String> customer) {
        try {
            return writer.write(write, customer);
        } catch (CustomerRefused refused) {
            return customer.flatMap(id -> customers.instead(write.content().orElseThrow().header().customer(), id))
                    .map(other -> again(write, other)).orElse(refused.outcome());
        }
    }

    /** What was refused is refused again by the same request id. */
    private PostOutcome again(BooksWrite write, String customer) {
        try {
            return writer.write(write.by(RequestId.of(write.requestId() + "|" + customer)), Optional.of(customer));
        } catch (CustomerRefused refused) {
            return refused.outcome();
        }
    }

    @Override
    public Optional<FoundInvoice> find(String number, long customer) {
        Optional<String> whose = customers.findOnly(customer);
        if (whose.isEmpty()) {
            return Optional.empty();
        }
        List<JsonNode> found = lookup.numbered(DocumentType.INVOICE, number).stream()
                .filter(row -> row.path("CustomerRef").path("value").asText().equals(whose.get()))
                .filter(row -> DocumentKeys.in(row).isEmpty()).toList();
        return found.size() == 1 ? Optional.of(invoice(found.get(0))) : Optional.empty();
    }

    private static FoundInvoice invoice(JsonNode row) {
        return new FoundInvoice(DocumentLookup.ref(DocumentType.INVOICE, row), LocalDate.parse(row.path("TxnDate").asText()),
                new BigDecimal(row.path("Balance").asText("0")).setScale(2));
    }
}
