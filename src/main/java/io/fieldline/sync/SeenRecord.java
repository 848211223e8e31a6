package io.fieldline.sync;

import java.time.Instant;

/**
 * What a flow was last handed of a record.
 *
 * @param recordId the record's id at the source
 * @param modifiedOn of the version handed on; null where the source gives none
 * @param fingerprint of the version handed on; null where the time of change tells versions apart
 * @param status the record's status then; null where it has none
 */
public record SeenRecord(String recordId, Instant modifiedOn, String fingerprint, String status) {}
