package io.fieldline.sync.pair;

import java.util.List;
import java.util.Map;

/** ServiceTitan's side of one tenant's customers, also for rows that a flow has in hand. */
public interface CustomerSource extends ServiceTitanSide {

    /**
     * Records of customer rows as the API gave them, with the contacts that the {@link ContactCopy} holds; costs no request
     * for each of them.
     */
    List<SideRecord> records(List<Map<String, Object>> rows);

    /** The first customers of the list, as they are now. */
    List<SideRecord> first(int most);

    /** The fields of a customer, by path: <code>address.street</code>, <code>contacts[].value</code>. */
    Map<String, SideField> describe();
}
