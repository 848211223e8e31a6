package io.fieldline.sync.pair;

import java.util.Collection;
import java.util.Map;
import java.util.Set;

/** By which keys the records of a system can be found; kept so that a match needs no question to the system. */
public interface MatchIndex {

    /** The system's name under which ServiceTitan's customers are kept; a CRM's is its connection. */
    String SERVICETITAN = "servicetitan";

    /** Replaces the keys of records; a record without keys is forgotten. */
    void put(String tenant, String system, Map<String, Set<MatchKey>> keysOfRecords);

    /** The records that have a key, for each key that some record has. */
    Map<MatchKey, Set<String>> find(String tenant, String system, Collection<MatchKey> keys);
}
