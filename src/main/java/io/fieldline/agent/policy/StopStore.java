package io.fieldline.agent.policy;

import java.util.List;

/** Who was stopped. */
public interface StopStore {

    /** Of one that is stopped already the first stop is kept. */
    void keep(Stop stop);

    /** @return whether there was one */
    boolean remove(String client);

    List<Stop> all();
}
