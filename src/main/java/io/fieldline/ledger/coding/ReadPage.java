package io.fieldline.ledger.coding;

import java.util.List;
import java.util.Map;

import io.fieldline.failure.RejectedRecordException;

/**
 * What a page of rows came to.
 *
 * @param documents in the order of the rows
 * @param refused rows that could not be read; nothing else waits for them
 */
public record ReadPage<T>(List<T> documents, List<Refused> refused) {

    public ReadPage {
        documents = List.copyOf(documents);
        refused = List.copyOf(refused);
    }

    /** @param why names the record and the field */
    public record Refused(Map<String, Object> row, RejectedRecordException why) {}
}
