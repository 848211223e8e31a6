package io.fieldline.sync;

import java.util.List;

/** Erases what the state store holds of a person. */
public interface PersonalDataStore {

    /** Adds to the trail what stored payloads tell of the customer's records. */
    void follow(String tenant, CustomerTrail trail);

    /**
     * What stays of a customer on purpose, or because nobody knows that it is the customer's. To be asked before anything is
     * erased.
     *
     * @return one sentence for each
     */
    List<String> keeps(String tenant, CustomerTrail trail);

    /**
     * Erases a customer and what belongs to it, all or nothing.
     *
     * @return how many rows went, one entry for each table looked at
     */
    List<Erased> eraseCustomer(String tenant, CustomerTrail trail);
}
