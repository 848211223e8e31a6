package io.fieldline.ledger.coding;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;

/**
 * A line of a document as ServiceTitan has it.
 *
 * @param skus id and name of what was sold
 * @param categories of the price book, by id and name
 * @param accounts the general ledger account, by number and name
 * @param type <code>Service</code>, <code>Material</code>, <code>Equipment</code>, <code>PriceModifier</code>
 * @param membershipType of the membership that the line sells
 * @param chargeable one that is not does not count
 */
public record SourceLine(Set<String> skus, Set<String> categories, Set<String> accounts, String type,
        Optional<String> membershipType, Optional<String> businessUnit, String description, Optional<BigDecimal> quantity,
        BigDecimal total, boolean taxable, boolean chargeable) {

    public SourceLine {
        skus = Set.copyOf(skus);
        categories = Set.copyOf(categories);
        accounts = Set.copyOf(accounts);
    }
}
