package io.fieldline.servicetitan.desk;

import java.math.BigDecimal;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.servicetitan.desk.record.Trees;

/**
 * Something that can be sold.
 *
 * @param kind <code>service</code>, <code>material</code> or <code>equipment</code>
 * @param row as the price book has it
 */
record PriceBookItem(String kind, ObjectNode row) {

    long id() {
        return row.path("id").longValue();
    }

    String code() {
        return Trees.text(row, "code").strip();
    }

    String name() {
        return Trees.text(row, "displayName").strip();
    }

    /** With its markup, as it is shown to customers. */
    String description() {
        return Trees.text(row, "description");
    }

    BigDecimal price() {
        BigDecimal calculated = Trees.money(row, "calculatedPrice");
        return calculated.signum() > 0 ? calculated : Trees.money(row, "price");
    }
}
