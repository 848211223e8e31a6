package io.fieldline.ledger;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * What the books are told of a customer.
 *
 * @param name as it stands in ServiceTitan
 */
public record BooksCustomer(long id, String name, Optional<String> email, Optional<Address> address) {

    /** Parts that are not known are empty texts. */
    public record Address(String street, String unit, String city, String state, String zip, String country) {}

    /** Where a customer's name, e-mail and address are known. */
    @FunctionalInterface
    public interface Source {

        /** Those that there are, by their numbers. */
        Map<Long, BooksCustomer> find(Collection<Long> customers);
    }
}
