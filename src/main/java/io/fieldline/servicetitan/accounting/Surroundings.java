package io.fieldline.servicetitan.accounting;

import java.util.Set;
import java.util.TreeSet;

/** What documents do not say themselves, read for a whole page of them together. */
interface Surroundings {

    /** Whether an invoice is from before the cut-over. */
    boolean older(long invoice);

    /** An invoice's number; empty when it is not known. */
    String number(long invoice);

    /** Whether a job is completed. */
    boolean completed(long job);

    /** Ids and names of the price book's categories that a sku is in. */
    Set<String> categories(long sku);

    /** Ids and names of a tax zone. */
    Set<String> taxZone(long zone);

    static Set<String> with(Set<String> some, Set<String> more) {
        Set<String> all = new TreeSet<>(some);
        all.addAll(more);
        return all;
    }
}
