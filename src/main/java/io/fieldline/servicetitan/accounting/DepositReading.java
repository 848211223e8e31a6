package io.fieldline.servicetitan.accounting;

import java.util.List;
import java.util.Set;

import io.fieldline.ledger.DocumentKey;
import io.fieldline.ledger.coding.SourceDeposit;

/** Reads a bank deposit, whose payments are rows of their own. */
final class DepositReading {

    private DepositReading() {}

    /** @throws io.fieldline.failure.RejectedRecordException naming the field that cannot be read */
    static SourceDeposit read(DocumentKey key, Row deposit, List<Row> transactions) {
        return new SourceDeposit(key, deposit.text("name").orElseGet(() -> Long.toString(key.id())),
                deposit.day("depositDate").orElseThrow(() -> InvoiceReading.missing(deposit, "depositDate")),
                deposit.held("bankAccount").map(account -> account.names("id", "name", "number")).orElse(Set.of()),
                deposit.amount("grossAmount"), deposit.amount("fees"), deposit.amount("netAmount"),
                deposit.text("depositStatus").filter("Deposited"::equals).isPresent(),
                deposit.text("syncStatus").filter(Set.of("Posted", "Exported")::contains).isPresent(),
                InvoiceReading.exported(deposit), deposit.active(),
                transactions.stream().map(DepositReading::payment).toList());
    }

    private static SourceDeposit.Payment payment(Row transaction) {
        return new SourceDeposit.Payment(transaction.id(), PaymentReading.number(transaction, false),
                transaction.day("date").orElseThrow(() -> InvoiceReading.missing(transaction, "date")),
                transaction.text("type").orElse(""), transaction.amount("total"), transaction.active());
    }
}
