package io.fieldline.servicetitan.desk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;

import io.fieldline.servicetitan.desk.record.Trees;

/** Makes one row fit that is too long by itself: the longest of its lists loses its last half, until it does. */
final class Shortening {

    private Shortening() {}

    /** @return how many elements were dropped */
    static int to(int size, JsonNode row) {
        int dropped = 0;
        while (Trees.bytes(row).length > size) {
            ArrayNode longest = longest(row, null);
            if (longest == null) {
                break;
            }
            for (int keep = longest.size() / 2; longest.size() > keep; dropped++) {
                longest.remove(longest.size() - 1);
            }
        }
        return dropped;
    }

    private static ArrayNode longest(JsonNode node, ArrayNode known) {
        ArrayNode longest = known;
        if (node instanceof ArrayNode list && list.size() > 1
                && (longest == null || Trees.bytes(list).length > Trees.bytes(longest).length)) {
            longest = list;
        }
        for (JsonNode inner : node) {
            longest = longest(inner, longest);
        }
        return longest;
    }
}
