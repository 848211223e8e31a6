package io.fieldline.sync;

import java.util.List;

/** Erases what the state store holds of a person. */
public interface PersonalDataStore {

    /**
     * Erases a customer, all or nothing.
     *
     * @return how many rows went, one entry for each table looked at
     */
    List<Erased> eraseCustomer(String tenant, long customerId);
}
