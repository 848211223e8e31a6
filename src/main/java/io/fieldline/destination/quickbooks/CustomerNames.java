package io.fieldline.destination.quickbooks;

import java.util.Locale;

import io.fieldline.ledger.BooksCustomer;

/** The display names that a customer may bear in QuickBooks, where a name is one customer's, vendor's or employee's. */
record CustomerNames(String plain, String marked) {

    private static final int LONGEST = 100;

    static CustomerNames of(BooksCustomer customer) {
        String mark = " (" + customer.id() + ")";
        String name = customer.name().replaceAll("[:\\s]+", " ").strip();
        String known = name.isEmpty() ? "Customer" : name;
        return new CustomerNames(cut(known, LONGEST), cut(known, LONGEST - mark.length()) + mark);
    }

    private static String cut(String name, int most) {
        return name.substring(0, Math.min(name.length(), most)).strip();
    }

    /** QuickBooks does not tell names apart by the case of their letters. */
    static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
