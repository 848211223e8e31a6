package io.fieldline.outreach;

import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is known at this moment of the people and the work that a message is about. An empty <code>Optional</code> is
 * something that could not be read.
 *
 * @param location that of the request; empty when the message is about none
 * @param job whose visit, invoice or review it is about; empty when it is about none
 * @param addresses where the customer is reached by channels of which ServiceTitan knows nothing: a push token, the id of a
 *        CRM record
 */
public record ContactFacts(Customer customer, Optional<Location> location, Optional<Job> job,
        Map<ChannelKind, String> addresses) {

    public ContactFacts {
        addresses = Map.copyOf(addresses);
    }

    /**
     * @param contacts in the order in which they are tried
     * @param customFields values by the number of their type and by its name in lower case; without those that are empty
     */
    public record Customer(long id, String name, Optional<Boolean> active, Optional<Boolean> doNotMail,
            Optional<Boolean> doNotService, Optional<List<Contact>> contacts, Map<String, String> customFields) {

        public Customer {
            customFields = Map.copyOf(customFields);
        }

        /**
         * @param row as the API gives it
         * @param contacts rows of its contacts; empty when they could not be read
         */
        public static Customer of(Map<String, ?> row, Optional<? extends Collection<? extends Map<String, ?>>> contacts) {
            return new Customer(row.get("id") instanceof Number id ? id.longValue() : 0, text(row.get("name")),
                    yesOrNo(row.get("active")), yesOrNo(row.get("doNotMail")), yesOrNo(row.get("doNotService")),
                    contacts.map(ContactFacts::rows), ContactFacts.customFields(row.get("customFields")));
        }

        /** @param field the number of its type, or its name in any case */
        public Optional<String> customField(String field) {
            return Optional.ofNullable(customFields.get(field.strip().toLowerCase(Locale.ROOT)));
        }
    }

    /** @param contacts in the order in which they are tried */
    public record Location(long id, String name, Address address, Optional<List<Contact>> contacts) {

        /**
         * @param row as the API gives it
         * @param contacts rows of its contacts; empty when they could not be read
         */
        public static Location of(Map<String, ?> row, Optional<? extends Collection<? extends Map<String, ?>>> contacts) {
            Map<?, ?> address = row.get("address") instanceof Map<?, ?> parts ? parts : Map.of();
            return new Location(row.get("id") instanceof Number id ? id.longValue() : 0, text(row.get("name")),
                    new Address(text(address.get("state")), text(address.get("zip")), text(address.get("country"))),
                    contacts.map(ContactFacts::rows));
        }
    }

    public record Job(long id, Optional<Boolean> notificationsEnabled) {

        /** @param row as the API gives it */
        public static Job of(Map<String, ?> row) {
            return new Job(row.get("id") instanceof Number id ? id.longValue() : 0,
                    yesOrNo(row.get("notificationsEnabled")));
        }
    }

    /** The same people, of whom one more address is known. */
    public ContactFacts with(ChannelKind channel, String address) {
        Map<ChannelKind, String> more = new EnumMap<>(ChannelKind.class);
        more.putAll(addresses);
        more.put(channel, address);
        return new ContactFacts(customer, location, job, more);
    }

    private static Map<String, String> customFields(Object written) {
        Map<String, String> values = new HashMap<>();
        if (written instanceof Collection<?> fields) {
            fields.stream().filter(Map.class::isInstance).map(field -> (Map<?, ?>) field)
                    .filter(field -> !text(field.get("value")).isEmpty()).forEach(field -> {
                        values.put(text(field.get("name")).toLowerCase(Locale.ROOT), text(field.get("value")));
                        values.put(text(field.get("typeId")), text(field.get("value")));
                    });
        }
        return values;
    }

    Address serviceAddress() {
        return location.map(Location::address).orElse(Address.UNKNOWN);
    }

    /** All that could be read, the location's first. */
    Stream<Contact> contacts() {
        return Stream.concat(location.flatMap(Location::contacts).stream(), customer.contacts().stream())
                .flatMap(List::stream);
    }

    boolean contactsReadable() {
        return customer.contacts().isPresent() && location.map(place -> place.contacts().isPresent()).orElse(true);
    }

    /** A row that was taken out of use is nobody's contact any more. */
    private static List<Contact> rows(Collection<? extends Map<String, ?>> rows) {
        return rows.stream().filter(row -> !Boolean.FALSE.equals(row.get("active"))).map(Contact::of).toList();
    }

    private static Optional<Boolean> yesOrNo(Object value) {
        return value instanceof Boolean known ? Optional.of(known) : Optional.empty();
    }

    private static String text(Object value) {
        return value == null ? "" : value.toString().strip();
    }
}
