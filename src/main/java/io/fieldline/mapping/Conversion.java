package io.fieldline.mapping;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.fieldline.failure.RejectedRecordException;
import io.fieldline.sync.pair.SideField;
import io.fieldline.sync.pair.SideField.Type;

/**
 * How a field's value travels. Both sides' values are read into one common form, in which they are compared and kept, and
 * written from it. Where a row names several fields of a side, that side's value is a list of theirs, in the row's order;
 * otherwise it is never null. A value that does not fit is refused with a {@link RejectedRecordException}.
 */
interface Conversion {

    /** Kinds of field that hold words. */
    Set<Type> WORDS = Set.copyOf(EnumSet.of(Type.TEXT, Type.LONG_TEXT));

    Object fromServiceTitan(Object value, MappingContext context);

    Object fromCrm(Object value, MappingContext context);

    default Object toCrm(Object common, MappingContext context) {
        return common;
    }

    default Object toServiceTitan(Object common, MappingContext context) {
        return common;
    }

    /** Kinds of CRM field it can fill and read. */
    Set<Type> crmTypes();

    /** Kinds of ServiceTitan field it can read, and fill unless it is one-way. */
    Set<Type> serviceTitanTypes();

    /** The texts it writes to the CRM, where these are known beforehand. */
    default Set<String> written() {
        return Set.of();
    }

    /** Whether a common value can be written to the CRM. */
    default boolean reachesCrm() {
        return true;
    }

    /** Whether a common value can be written to ServiceTitan. */
    default boolean reachesServiceTitan() {
        return true;
    }

    /** What is wrong with a row of so many fields; empty when it may have them. */
    default Optional<String> refusesCounts(int serviceTitan, int crm) {
        return serviceTitan == 1 && crm == 1
                ? Optional.empty()
                : Optional.of("takes one ServiceTitan field and one CRM field");
    }

    /** The conversion for CRM fields that are known by now, such as how long a text may be. */
    default Conversion fittedTo(List<SideField> crm) {
        return this;
    }

    /** Why writing a common value over what ServiceTitan holds now would lose some of it; empty when nothing is lost. */
    default Optional<String> loses(Object current, Object common) {
        return Optional.empty();
    }
}
