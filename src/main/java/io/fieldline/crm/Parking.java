package io.fieldline.crm;

import io.fieldline.sync.DeadLetter;

/** Puts single records of a page aside; what a person will see of the reason is this one's affair. */
@FunctionalInterface
public interface Parking {

    void park(DeadLetter letter);
}
