package io.fieldline.servicetitan.desk.record;

import java.util.List;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Rows of a list.
 *
 * @param total how many there are in all; -1 where ServiceTitan does not say
 * @param more whether others follow
 */
public record Page(List<ObjectNode> rows, long total, boolean more) {

    public Page {
        rows = List.copyOf(rows);
    }
}
