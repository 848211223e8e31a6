package io.fieldline.sync;

import java.util.List;
import java.util.Map;

/**
 * Records that travel together.
 *
 * @param stream which collection, <code>jpm/jobs</code>
 * @param records each a map of JSON values: String, Long, BigDecimal, Boolean, null, List or Map
 * @param shape what the source documents about the fields
 */
public record RecordPage(String stream, List<Map<String, Object>> records, RecordShape shape) {

    /** The same stream's page with these records. */
    public RecordPage of(List<Map<String, Object>> others) {
        return new RecordPage(stream, others, shape);
    }
}
