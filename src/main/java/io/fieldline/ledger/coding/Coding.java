package io.fieldline.ledger.coding;

import java.time.LocalDate;
import java.util.Locale;

import io.fieldline.ledger.BooksCatalogue.What;

/**
 * A tenant's coding, out of one file in <code>config/accounting/</code>.
 *
 * @param cutOver the first day of documents that are posted
 * @param finality what makes an invoice final
 * @param corrects whether a change in a closed period becomes a correction in the open one, or waits for a person
 * @param createsCustomers whether a customer that the books do not have is made there
 * @param items by sku, category, account, type, membership and business unit: the item
 * @param units by business unit: class and location
 * @param taxes by tax zone: the tax code
 * @param payments by type: method and account, and the item that refunds are booked as
 * @param terms by name: the books' terms
 * @param bankDeposits by bank account: the account, and that of the bank's fees; without rows no deposit is posted
 */
public record Coding(LocalDate cutOver, Finality finality, boolean corrects, boolean createsCustomers, CodingTable items,
        CodingTable units, CodingTable taxes, CodingTable payments, CodingTable terms, CodingTable bankDeposits) {

    /** Whether payments are taken to the bank in the books as well. */
    public boolean postsDeposits() {
        return !bankDeposits.rows().isEmpty();
    }

    /** Whether a row depends on the price book's category of what was sold. */
    public boolean asksForCategories() {
        return items.rows().stream().anyMatch(row -> row.when().containsKey("category"));
    }

    /** Whether a row depends on the zone that is taxed in. */
    public boolean asksForTaxZones() {
        return !taxes.rows().isEmpty();
    }

    /** Whether documents name a class, or a location. */
    public boolean names(What what) {
        String given = what.name().toLowerCase(Locale.ROOT);
        return units.rows().stream().anyMatch(row -> row.gives().containsKey(given));
    }
}
