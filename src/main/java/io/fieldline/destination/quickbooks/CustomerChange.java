package io.fieldline.destination.quickbooks;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.sync.pair.SideRecord;
import io.fieldline.sync.pair.SideWrite;

/**
 * What a customer has to become, as the properties to send.
 *
 * @param body without the name; empty where all of it is so already
 * @param names the names it may be given; empty where it keeps the one it has
 */
record CustomerChange(ObjectNode body, Optional<CustomerNames> names) {

    /** @throws CannotWrite when QuickBooks cannot hold it */
    static CustomerChange creating(SideWrite write) {
        String name = text(write.fields().get(CustomerField.NAME));
        if (name.isEmpty()) {
            throw new CannotWrite("a customer needs a display name in QuickBooks", List.of(CustomerField.NAME));
        }
        return new CustomerChange(body(write, MissingNode.getInstance()), Optional.of(CustomerNames.of(write.otherId(), name)));
    }

    /** @throws CannotWrite when QuickBooks cannot hold it, or would give up money for it */
    static CustomerChange of(SideWrite write, JsonNode row) {
        ObjectNode body = body(write, row);
        boolean active = row.path("Active").asBoolean(true);
        boolean wanted = write.state() == null ? active : write.state() == SideRecord.State.ACTIVE;
        if (active && !wanted) {
            mustOweNothing(row);
        }
        if (active != wanted) {
            body.put("Active", wanted);
        }
        String asked = text(write.fields().get(CustomerField.NAME));
        boolean back = wanted && !active;
        Optional<CustomerNames> names = asked.isEmpty() && !back
                ? Optional.empty()
                : Optional.of(CustomerNames.of(write.otherId(), asked.isEmpty() ? CustomerNames.shown(row) : asked))
                        .filter(both -> back || !both.borneBy(row));
        return new CustomerChange(body, names);
    }

    private static ObjectNode body(SideWrite write, JsonNode row) {
        ObjectNode body = QuickBooksClient.object();
        Map<String, Object> fields = new TreeMap<>(write.fields());
        fields.remove(CustomerField.NAME);
        Object notes = fields.containsKey(CustomerField.NOTES)
                ? fields.remove(CustomerField.NOTES)
                : row.path("Notes").asText("");
        fields.forEach((name, value) -> {
            CustomerField field = CustomerFields.writable(name);
            if (!field.holds(row, value)) {
                field.put(body, row, value);
            }
        });
        String marked = CustomerMark.with(text(notes), write.otherId());
        if (!marked.equals(row.path("Notes").asText(""))) {
            if (marked.length() > CustomerMark.LONGEST_NOTES) {
                throw new CannotWrite("its notes have no room for the line that says whose customer it is",
                        List.of(CustomerField.NOTES));
            }
            body.put("Notes", marked);
        }
        return body;
    }

    /** QuickBooks would write off what a customer owes when it is made inactive. */
    private static void mustOweNothing(JsonNode row) {
        BigDecimal balance = new BigDecimal(row.path("BalanceWithJobs").asText(row.path("Balance").asText("0")));
        if (balance.signum() != 0) {
            throw new CannotWrite("it is not in use in ServiceTitan any more, and stays active in QuickBooks while its balance"
                    + " is " + balance.toPlainString(), List.of(SideWrite.STATE));
        }
    }

    private static String text(Object value) {
        return value == null ? "" : value.toString().strip();
    }

    boolean nothing() {
        return body.isEmpty() && names.isEmpty();
    }
}
