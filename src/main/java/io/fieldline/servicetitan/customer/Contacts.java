package io.fieldline.servicetitan.customer;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Where the contacts of customers are read from: customer rows carry none. */
@FunctionalInterface
public interface Contacts {

    /** Contact rows by customer; a customer without contacts is left out. */
    Map<Long, List<Map<String, Object>>> of(Collection<Long> customerIds);
}
