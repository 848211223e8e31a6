package io.fieldline.destination.salesforce;

import java.time.Instant;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One row to write.
 *
 * @param id null to create it or to find it by its external id
 * @param externalId its value; null where the row is found by id
 * @param fields without id and external id, unless the latter is set for the first time
 * @param unchangedSince the stamp it must still have; null where it need not
 * @param delete whether it is to go
 */
record RowWrite(String object, String id, String externalId, ObjectNode fields, Instant unchangedSince, boolean delete) {

    boolean guarded() {
        return delete || unchangedSince != null;
    }
}
