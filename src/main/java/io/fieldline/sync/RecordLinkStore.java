package io.fieldline.sync;

import java.util.List;
import java.util.Optional;

/** Links between records. Within a tenant, type and system, both ids are unique. */
public interface RecordLinkStore {

    /** Writes the link, or replaces the one with the same tenant, type, system and source id. */
    void save(RecordLink link);

    Optional<RecordLink> bySource(String tenant, String type, String system, String sourceId);

    Optional<RecordLink> byExternal(String tenant, String type, String system, String externalId);

    List<RecordLink> ofSource(String tenant, String type, String sourceId);

    boolean remove(String tenant, String type, String system, String sourceId);
}
