package io.fieldline.ledger;

import java.time.LocalDate;
import java.util.Optional;

/**
 * The head of a content, in the names that the tenant's coding gives; all dates are calendar dates of the business.
 *
 * @param customer ServiceTitan's number of the customer; {@link #NOBODY} for a deposit
 * @param number of the document, as people know it
 * @param memo is told in the books
 * @param location where the books keep locations
 * @param taxCode of the sale
 * @param method how it was paid
 * @param account where the money went
 * @param refundItem as what money that went back is booked, where it is a refund
 */
public record Header(long customer, LocalDate date, Optional<LocalDate> due, String number, String memo, Optional<String> terms,
        Optional<String> location, Optional<String> taxCode, Optional<String> method, Optional<String> account,
        Optional<String> refundItem) {

    /** A deposit is no customer's. */
    public static final long NOBODY = 0;

    /** What contents must have in common to stand in one document of the books. */
    record Group(long customer, Optional<String> location, Optional<String> taxCode, Optional<String> method,
            Optional<String> account) {}

    Group group() {
        return new Group(customer, location, taxCode, method, account);
    }

    Header dated(LocalDate day) {
        return day.equals(date)
                ? this
                : new Header(customer, day, due.map(one -> one.isBefore(day) ? day : one), number, memo, terms, location,
                        taxCode, method, account, refundItem);
    }

    Header numbered(String other) {
        return new Header(customer, date, due, other, memo, terms, location, taxCode, method, account, refundItem);
    }
}
