package io.fieldline.agent.tool;

import java.util.List;

/** @param version tells the record as it was read from any other state of it; empty for one that is yet to be made */
public record RecordChange(RecordRef record, String version, List<FieldChange> fields) {

    public RecordChange {
        fields = List.copyOf(fields);
    }
}
