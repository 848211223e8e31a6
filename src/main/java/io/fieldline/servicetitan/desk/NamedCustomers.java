package io.fieldline.servicetitan.desk;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.servicetitan.desk.record.Called;
import io.fieldline.servicetitan.desk.record.Desk;
import io.fieldline.sync.pair.MatchIndex;

/** Customers by what a client calls them, for tools that do not work in ServiceTitan. */
public interface NamedCustomers {

    /** @param called the customer in a sentence; the name in it is a mention */
    record Named(long id, String called) {}

    /**
     * @param text an id, a name or a part of one, a phone number or an e-mail
     * @throws io.fieldline.agent.tool.RefusedCallException when none is meant, or several are
     */
    Named one(String tenant, String text);

    /** @param index by which customers are found whose phone or e-mail is known */
    static NamedCustomers of(Desk desk, MatchIndex index) {
        Customers customers = new Customers(index);
        return (tenant, text) -> {
            ObjectNode customer = customers.one(desk.at(tenant), text);
            return new Named(customer.path("id").longValue(), Called.customer(customer));
        };
    }
}
