package io.fieldline.ledger.coding;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;

import io.fieldline.ledger.DocumentKey;

/**
 * A bank deposit as ServiceTitan has it.
 *
 * @param number its name
 * @param bankAccounts id, name and number of the bank account
 * @param gross what its payments should come to
 * @param fees what the bank keeps of that
 * @param net what reaches the account
 * @param deposited whether it was taken to the bank, and is not being put together
 * @param posted whether it is posted or exported, not pending
 * @param exported whether ServiceTitan calls it exported
 * @param active one that was deleted is not
 */
public record SourceDeposit(DocumentKey key, String number, LocalDate date, Set<String> bankAccounts, BigDecimal gross,
        BigDecimal fees, BigDecimal net, boolean deposited, boolean posted, boolean exported, boolean active,
        List<Payment> payments) {

    public SourceDeposit {
        bankAccounts = Set.copyOf(bankAccounts);
        payments = List.copyOf(payments);
    }

    /**
     * A payment in a deposit, or a refund, whose amount is negative.
     *
     * @param type how it was paid; empty where that is not known
     * @param active one that failed is not
     */
    public record Payment(long id, String number, LocalDate date, String type, BigDecimal total, boolean active) {}
}
