package io.fieldline.sync.pair;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Translates the records of both sides into the one form in which they are compared, and back. */
public interface PairMapping {

    /**
     * A record's values by field.
     *
     * @param values in the form both sides share; a field without a value is null or absent
     * @param problems fields that could not be read, with the reason; they have no value and are left alone
     */
    record Read(Map<String, Object> values, Map<String, String> problems) {}

    List<FieldRule> rules();

    Read fromServiceTitan(SideRecord customer);

    Read fromCrm(SideRecord record);

    /** @return the CRM's fields and their values */
    Map<String, Object> toCrm(Map<String, Object> values);

    /** @return paths of a customer and their values */
    Map<String, Object> toServiceTitan(Map<String, Object> values);

    /** Which of the mapping's fields a side's own field belongs to; the name itself where it belongs to none. */
    String field(String sideField);

    /** The fields that hold such a key, an e-mail for example. */
    Set<String> fieldsOf(MatchKey.Kind kind);

    /** By what a customer may be recognised in the CRM. */
    Set<MatchKey> keysOfServiceTitan(SideRecord customer);

    /** By what a record of the CRM may be recognised in ServiceTitan. */
    Set<MatchKey> keysOfCrm(SideRecord record);

    /** When a field last can have changed in ServiceTitan. */
    Instant modifiedInServiceTitan(SideRecord customer, String field);
}
