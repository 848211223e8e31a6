package io.fieldline.ledger.coding;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

import io.fieldline.ledger.DocumentKey;
import io.fieldline.ledger.Verdict;

/**
 * A payment as ServiceTitan has it, or a refund, whose amount is negative.
 *
 * @param customer ServiceTitan's number
 * @param type how it was paid, by ServiceTitan's name
 * @param posted whether it is posted or exported, not pending
 * @param exported whether ServiceTitan calls it exported
 * @param active one that failed is not
 * @param deposit the bank deposit that it is in
 */
public record SourcePayment(DocumentKey key, String number, LocalDate date, long customer, String type,
        Optional<String> businessUnit, String memo, BigDecimal total, boolean posted, boolean exported, boolean active,
        List<Verdict.Settling> settles, Optional<Long> deposit) {

    public SourcePayment {
        settles = List.copyOf(settles);
    }
}
