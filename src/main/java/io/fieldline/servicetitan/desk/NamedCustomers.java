package io.fieldline.servicetitan.desk;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.servicetitan.desk.record.Called;
import io.fieldline.servicetitan.desk.record.Desk;
import io.fieldline.sync.pair.MatchIndex;

/** Customers by what a client calls them, for tools that do not work in ServiceTitan. */
public final class NamedCustomers {

    private final Desk desk;
    private final Customers customers;

    /** @param called the customer in a sentence; the name in it is a mention */
    public record Named(long id, String called) {}

    public NamedCustomers(Desk desk, MatchIndex index) {
        this.desk = desk;
        this.customers = new Customers(index);
    }

    /**
     * @param text an id, a name or a part of one, a phone number or an e-mail
     * @throws io.fieldline.agent.tool.RefusedCallException when none is meant, or several are
     */
    public Named one(String tenant, String text) {
        ObjectNode customer = customers.one(desk.at(tenant), text);
        return new Named(customer.path("id").longValue(), Called.customer(customer));
    }
}
