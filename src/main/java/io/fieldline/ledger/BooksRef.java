package io.fieldline.ledger;

/**
 * A document in the books.
 *
 * @param id the books'
 * @param number as people see it there
 * @param version what a change must name, so that it is not made over somebody else's; empty where the books know none
 */
public record BooksRef(String id, String number, String version) {}
