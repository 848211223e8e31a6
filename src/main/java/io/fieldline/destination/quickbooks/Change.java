package io.fieldline.destination.quickbooks;

import java.math.BigDecimal;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.ledger.BooksWrite;
import io.fieldline.ledger.Form;

/**
 * A write, as QuickBooks is asked for it.
 *
 * @param customer QuickBooks' id of the content's customer; empty where it is not known
 * @param body what is to be there; null to take the amounts away
 */
record Change(BooksWrite write, Optional<String> customer, ObjectNode body) {

    DocumentType type() {
        return DocumentType.of(write.form());
    }

    boolean takesAway() {
        return body == null;
    }

    /** Whether the document is not there any more afterwards. A payment of nothing says nothing once it is void. */
    boolean removes() {
        return takesAway() && (type().isDeleted() || write.form() == Form.APPLICATION);
    }

    /** Whether it is to hold something again after it was void. */
    boolean revives() {
        return !takesAway() && write.current().isPresent() && write.before().isEmpty();
    }

    Change with(ObjectNode other) {
        return new Change(write, customer, other);
    }

    /** The total that is asked for, positive. */
    BigDecimal expected() {
        return write.content().orElseThrow().total().abs();
    }
}
