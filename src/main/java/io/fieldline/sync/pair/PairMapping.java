package io.fieldline.sync.pair;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Translates the records of both sides into the one form in which they are compared, and back. */
public interface PairMapping {

    /**
     * Values in another form.
     *
     * @param values of a record: by field, in the form both sides share, null or absent where the field is empty; to be
     * written: by the side's own field or path
     * @param problems fields of which the value could not be converted, with the reason; they are left alone
     * @param absent fields that the record has no place for at this moment, such as those of a contact that is not there:
     * nobody emptied them
     * @param missing fields that such a record never has
     */
    record Converted(Map<String, Object> values, Map<String, String> problems, Set<String> absent, Set<String> missing) {

        /** Of a record that has all fields. */
        static Converted of(Map<String, Object> values) {
            return new Converted(values, Map.of(), Set.of(), Set.of());
        }
    }

    List<FieldRule> rules();

    Converted fromServiceTitan(SideRecord customer);

    Converted fromCrm(SideRecord record);

    /** Values by field, as the CRM's own fields take them. */
    Converted toCrm(Map<String, Object> values);

    /**
     * Values by field, as the paths of a customer take them.
     *
     * @param customer as it is; null for a new one
     */
    Converted toServiceTitan(Map<String, Object> values, SideRecord customer);

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
