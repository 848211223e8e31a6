package io.fieldline.ledger.suggest;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a tenant uses in ServiceTitan that a coding has to say something about.
 *
 * @param businessUnits by name
 * @param sold what was on invoices, each once
 * @param memberships types by id, with their names
 * @param taxZones all names of each zone in which there was tax; people call it by the first
 * @param paymentTypes by name
 * @param terms by name
 */
public record InUse(List<String> businessUnits, List<Sold> sold, Map<String, String> memberships, List<List<String>> taxZones,
        List<String> paymentTypes, List<String> terms) {

    public InUse {
        businessUnits = List.copyOf(businessUnits);
        sold = List.copyOf(sold);
        memberships = Map.copyOf(memberships);
        taxZones = List.copyOf(taxZones);
        paymentTypes = List.copyOf(paymentTypes);
        terms = List.copyOf(terms);
    }

    /**
     * @param sku the code by which a row would ask for it; empty where it has none
     * @param name for people
     * @param categories by name
     * @param accounts of the general ledger, by number and name
     * @param membership the id of the type that it sells
     * @param lines how many there were
     * @param total what they come to
     */
    public record Sold(String sku, String name, String type, Set<String> categories, Set<String> accounts,
            Optional<String> membership, long lines, BigDecimal total) {

        public Sold {
            categories = Set.copyOf(categories);
            accounts = Set.copyOf(accounts);
        }
    }
}
