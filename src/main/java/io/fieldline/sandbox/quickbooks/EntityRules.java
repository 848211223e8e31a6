package io.fieldline.sandbox.quickbooks;

import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What one kind of record has to obey, and what follows from it. */
interface EntityRules {

    /**
     * Completes a record that is about to be kept.
     *
     * @param record to be changed
     * @param before what it was; empty when it is new
     * @throws Refusal where it must not be kept
     */
    void complete(ObjectNode record, Optional<ObjectNode> before);

    /** What the books say of it. */
    default List<Posting> postings(ObjectNode record) {
        return List.of();
    }

    /** What follows for other records once it is kept. */
    default void kept(ObjectNode record, Optional<ObjectNode> before) {}

    /** @throws Refusal where it must not be deleted */
    default void removing(ObjectNode record) {}

    /** What follows for other records once it is deleted. */
    default void removed(ObjectNode record) {}

    /**
     * Takes the amounts out of a record.
     *
     * @param record to be changed
     * @throws Refusal where this kind cannot be voided
     */
    default void empty(ObjectNode record) {
        throw Refusal.unsupported("void");
    }
}
