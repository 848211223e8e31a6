package io.fieldline.servicetitan.desk;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.RefusedCallException;
import io.fieldline.outreach.PhoneNumbers;
import io.fieldline.servicetitan.desk.record.NameKind;
import io.fieldline.servicetitan.desk.record.Names;
import io.fieldline.servicetitan.desk.record.Query;
import io.fieldline.servicetitan.desk.record.TenantDesk;
import io.fieldline.sync.pair.MatchIndex;
import io.fieldline.sync.pair.MatchKey;

/**
 * Customers by what people know of them. Rows of customers carry no phone and no e-mail: a phone is asked of ServiceTitan's
 * filter and of the index that Fieldline keeps where customers are kept in step with another system, an e-mail of the index
 * alone. Either is looked for among the contacts themselves before a customer counts as found.
 */
final class Customers {

    static final String RESOURCE = "crm/customers";
    static final String CONTACTS = "crm/customers/contacts";
    private static final String COUNTRY = "US";
    private static final int LOCAL_DIGITS = 7;
    private static final int WHOLE_DIGITS = 10;
    private static final int MOST = 100;

    private final MatchIndex index;

    Customers(MatchIndex index) {
        this.index = index;
    }

    /** The customer that is meant by an id, a name, a phone number or an e-mail. */
    ObjectNode one(TenantDesk desk, String text) {
        if (byName(text)) {
            return desk.names().one(NameKind.CUSTOMER, text);
        }
        List<ObjectNode> found = known(desk, text);
        if (found.size() > 1) {
            throw Names.ambiguous(NameKind.CUSTOMER, text, found);
        }
        return found.stream().findFirst()
                .orElseThrow(
                        () -> RefusedCallException.of("not_found", "No customer is known by that. " + hint(text)));
    }

    /** What an empty answer may be due to. */
    static String hint(String text) {
        return text.contains("@")
                ? "E-mails are looked up in Fieldline's index, which it keeps for tenants whose customers it keeps in step with"
                        + " another system; try the name or the phone number."
                : "Numbers are looked up whole, with their area code. Try a part of the name or of the address.";
    }

    static boolean byName(String text) {
        return !text.contains("@") && digits(text).length() < LOCAL_DIGITS || text.matches(".*\\p{L}.*") && !text.contains("@");
    }

    /** By id, phone number or e-mail, active or not. */
    List<ObjectNode> known(TenantDesk desk, String text) {
        if (text.contains("@")) {
            return withContact(desk, indexed(desk, MatchKey.Kind.EMAIL, text.toLowerCase(Locale.ROOT)),
                    contact -> contact.path("value").asText().strip().equalsIgnoreCase(text));
        }
        Optional<ObjectNode> byId = text.matches("\\d{1,18}") ? desk.find(RESOURCE, text) : Optional.empty();
        return byId.map(List::of).orElseGet(() -> byPhone(desk, text));
    }

    private List<ObjectNode> byPhone(TenantDesk desk, String text) {
        String number = national(digits(text));
        if (number.length() < WHOLE_DIGITS) {
            return List.of();
        }
        List<Long> ids = new ArrayList<>();
        desk.page(RESOURCE, Query.inactiveToo().with("phone", number), 1, MOST).rows()
                .forEach(row -> ids.add(row.path("id").longValue()));
        Optional<String> e164 = PhoneNumbers.e164(text, COUNTRY);
        e164.ifPresent(key -> ids.addAll(indexed(desk, MatchKey.Kind.PHONE, key)));
        return withContact(desk, ids, contact -> contact.path("type").asText().endsWith("Phone")
                && national(digits(contact.path("value").asText())).equals(number));
    }

    /** Only whole numbers are the same: by a part of one whoever asks could find out the rest. */
    private static String national(String digits) {
        return digits.replaceFirst("^1(?=\\d{10}$)", "");
    }

    private List<Long> indexed(TenantDesk desk, MatchKey.Kind kind, String value) {
        return index.find(desk.name(), MatchIndex.SERVICETITAN, List.of(new MatchKey(kind, value))).values().stream()
                .flatMap(Collection::stream).map(Long::valueOf).toList();
    }

    private static List<ObjectNode> withContact(TenantDesk desk, Collection<Long> ids, Predicate<ObjectNode> contact) {
        Map<Long, List<ObjectNode>> contacts = contacts(desk, ids);
        List<Long> having = contacts.entrySet().stream().filter(entry -> entry.getValue().stream().anyMatch(contact))
                .map(Map.Entry::getKey).toList();
        return List.copyOf(desk.byIds(RESOURCE, having).values());
    }

    /** Phones and e-mails by customer. */
    static Map<Long, List<ObjectNode>> contacts(TenantDesk desk, Collection<Long> customers) {
        return desk.allBy(CONTACTS, "customerIds", "customerId", customers, 10_000).stream()
                .collect(Collectors.groupingBy(row -> row.path("customerId").longValue()));
    }

    /** The first number and the first e-mail of each row's customer beside what is shown of it. */
    static void reachable(TenantDesk desk, List<ObjectNode> shown) {
        Map<Long, List<ObjectNode>> contacts = contacts(desk, shown.stream().map(row -> row.path("id").longValue()).toList());
        shown.forEach(row -> contacts.getOrDefault(row.path("id").longValue(), List.of()).forEach(contact -> {
            String kind = kind(contact);
            if (!kind.isEmpty() && !row.has(kind)) {
                row.put(kind, contact.path("value").asText());
            }
        }));
    }

    /** <code>phone</code> or <code>email</code>; empty for a fax. */
    static String kind(ObjectNode contact) {
        String type = contact.path("type").asText();
        return type.equals("Email") ? "email" : type.endsWith("Phone") ? "phone" : "";
    }

    private static String digits(String text) {
        return text.replaceAll("\\D", "");
    }
}
