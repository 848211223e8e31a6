package io.fieldline.servicetitan.poll;

import java.util.List;
import java.util.Map;

/**
 * Records read together, and where to resume once all of them are confirmed.
 *
 * @param records in the order in which they are handed on
 * @param after the position to save when they are confirmed
 * @param origin how they were seen
 */
record Batch(List<Map<String, Object>> records, Position after, Origin origin) {

    /** HISTORY: nobody was shown them before. CHANGES: another way of reading may have shown them already. */
    enum Origin {
        HISTORY, CHANGES
    }
}
