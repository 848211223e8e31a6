package io.fieldline.store;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.fieldline.sync.CustomerTrail;
import io.fieldline.sync.RecordNames;

/**
 * The numbers and addresses of a customer, as far as the store knows them: those at which it was messaged or agreed to be, and
 * those of the copy of its contacts. Contacts have numbers as somebody wrote them, so they are compared by their ends.
 */
final class CustomerRecipients {

    private static final int SHORTEST_END = 9;

    private final Set<String> whole = new HashSet<>();
    private final Set<String> ends = new HashSet<>();

    private CustomerRecipients() {}

    static CustomerRecipients of(StateDatabase database, String tenant, CustomerTrail trail) {
        CustomerRecipients found = new CustomerRecipients();
        for (String customer : trail.ids(RecordNames.CUSTOMER)) {
            long id = Long.parseLong(customer);
            List.of("select recipient from outbox_message where tenant = ? and customer_id = ? and recipient is not null",
                    "select address from written_consent where tenant = ? and customer_id = ?")
                    .forEach(query -> found.whole.addAll(database.query(query, row -> row.getString(1), tenant, id)));
            database.query("select contact from contact_copy where tenant = ? and customer_id = ?",
                    row -> JsonValues.map(row.getString(1)), tenant, customer).forEach(found::contact);
        }
        return found;
    }

    private void contact(Map<String, Object> contact) {
        String value = String.valueOf(contact.get("value"));
        if (value.contains("@")) {
            whole.add(value.strip().toLowerCase(Locale.ROOT));
            return;
        }
        String digits = value.replaceAll("[^0-9]", "").replaceFirst("^0+", "");
        if (digits.length() >= SHORTEST_END) {
            ends.add(digits);
        }
    }

    /** @param address a number in E.164 or an e-mail address */
    boolean has(String address) {
        return whole.contains(address) || address.startsWith("+") && ends.stream().anyMatch(address::endsWith);
    }
}
