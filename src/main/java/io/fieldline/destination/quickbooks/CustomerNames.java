package io.fieldline.destination.quickbooks;

import java.util.Locale;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;

import io.fieldline.ledger.BooksCustomer;

/** The display names that a customer may bear in QuickBooks, where a name is one customer's, vendor's or employee's. */
record CustomerNames(String plain, String marked) {

    static final int LONGEST = 100;
    private static final Pattern OUT_OF_USE = Pattern.compile(" \\(deleted( \\d+)?\\)$");

    static CustomerNames of(BooksCustomer customer) {
        return of(Long.toString(customer.id()), customer.name());
    }

    /** @param number ServiceTitan's */
    static CustomerNames of(String number, String name) {
        String mark = mark(number);
        String clean = name.replaceAll("[:\\s]+", " ").strip();
        String known = clean.isEmpty() ? "Customer" : clean;
        return new CustomerNames(cut(known, LONGEST), cut(known, LONGEST - mark.length()) + mark);
    }

    private static String mark(String number) {
        return " (" + number + ")";
    }

    private static String cut(String name, int most) {
        return name.substring(0, Math.min(name.length(), most)).strip();
    }

    /** QuickBooks does not tell names apart by the case of their letters. */
    static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** The name as it was given to QuickBooks, which adds a word to the names of customers that are not in use. */
    static String given(JsonNode row) {
        String name = row.path("DisplayName").asText("");
        return row.path("Active").asBoolean(true) ? name : OUT_OF_USE.matcher(name).replaceFirst("");
    }

    /** The name without the number that tells it from others of the same name. */
    static String shown(JsonNode row) {
        String name = given(row);
        return CustomerMark.in(row).map(CustomerNames::mark).filter(name::endsWith)
                .map(mark -> name.substring(0, name.length() - mark.length())).orElse(name);
    }

    /** Whether a customer bears one of the names. */
    boolean borneBy(JsonNode row) {
        String name = given(row);
        return name.equals(plain) || name.equals(marked);
    }
}
