package io.fieldline.ledger.coding;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.fieldline.ledger.DocumentKey;
import io.fieldline.ledger.Verdict;

/**
 * An invoice, an adjustment or a credit memo as ServiceTitan has it. Amounts of a credit are negative here.
 *
 * @param customer ServiceTitan's number
 * @param businessUnit its name
 * @param taxZones names by which its tax is known
 * @param terms as they are called
 * @param subTotal what the chargeable lines should come to
 * @param tax what the tax is
 * @param total what it all comes to
 * @param finalities all that it fulfils
 * @param exported whether ServiceTitan calls it exported
 * @param imported whether it came into ServiceTitan from elsewhere, and is in some books already
 * @param active a void one is not
 * @param settles the invoices that a credit goes on
 */
public record SourceSale(DocumentKey key, String number, LocalDate date, Optional<LocalDate> due, long customer,
        Optional<String> businessUnit, Set<String> taxZones, Optional<String> terms, String memo, List<SourceLine> lines,
        BigDecimal subTotal, BigDecimal tax, BigDecimal total, Set<Finality> finalities, boolean exported, boolean imported,
        boolean active, List<Verdict.Settling> settles) {

    public SourceSale {
        taxZones = Set.copyOf(taxZones);
        lines = List.copyOf(lines);
        finalities = Set.copyOf(finalities);
        settles = List.copyOf(settles);
    }
}
