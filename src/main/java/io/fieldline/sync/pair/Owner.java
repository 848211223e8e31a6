package io.fieldline.sync.pair;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Who decides what a field holds. */
public enum Owner {

    /** What ServiceTitan says holds; another value in the CRM is put right. */
    SERVICETITAN,
    /** What the CRM says holds; another value in ServiceTitan is put right. */
    CRM,
    /** Of two changes the later one holds. */
    NEWEST,
    /** A side without a value takes the other's; two different values stay as they are. */
    ONLY_IF_EMPTY,
    /** A change on one side reaches the other; two different changes wait for a person. */
    ASK;

    /** As mappings write it: <code>only-if-empty</code>. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<Owner> of(String word) {
        return Arrays.stream(values()).filter(owner -> owner.word().equals(word)).findFirst();
    }

    /** Whether a value may travel from the CRM to ServiceTitan. */
    public boolean reachesServiceTitan() {
        return this != SERVICETITAN;
    }

    /** Whether a value may travel from ServiceTitan to the CRM. */
    public boolean reachesCrm() {
        return this != CRM;
    }
}
