package io.fieldline.ledger;

/**
 * One document in the books.
 *
 * @param source the document of ServiceTitan that it stands for
 * @param part 0, and more where a closed period made a second document necessary
 */
public record EntryKey(DocumentKey source, Family family, int part) {}
