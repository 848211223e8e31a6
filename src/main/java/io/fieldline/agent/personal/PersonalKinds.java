package io.fieldline.agent.personal;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The kinds of personal data, and how each is shown where the policy says nothing: names and addresses clear, because nobody
 * can work in an office without them; numbers, e-mail addresses and whatever else a tool calls personal masked.
 */
public final class PersonalKinds {

    public static final String NAME = "name";
    public static final String PHONE = "phone";
    public static final String EMAIL = "email";
    public static final String ADDRESS = "address";
    /** Whatever else a tool calls personal. */
    public static final String OTHER = "other";

    public static final List<String> ALL = List.of(NAME, PHONE, EMAIL, ADDRESS, OTHER);

    private static final Map<String, String> BY_NAME = Map.ofEntries(Map.entry("phone", PHONE), Map.entry("phones", PHONE),
            Map.entry("phonenumber", PHONE), Map.entry("phonenumbers", PHONE), Map.entry("mobile", PHONE),
            Map.entry("mobilephone", PHONE), Map.entry("mobilenumber", PHONE), Map.entry("cell", PHONE),
            Map.entry("fax", PHONE), Map.entry("email", EMAIL), Map.entry("emails", EMAIL), Map.entry("emailaddress", EMAIL),
            Map.entry("street", ADDRESS), Map.entry("city", ADDRESS), Map.entry("zip", ADDRESS), Map.entry("address", ADDRESS),
            Map.entry("firstname", NAME), Map.entry("lastname", NAME), Map.entry("customername", NAME),
            Map.entry("contactname", NAME));
    private static final Map<String, String> ENDS = Map.of(".*(phone|mobile|fax).*", PHONE, ".*email.*", EMAIL,
            ".*(street|city|zip|address)", ADDRESS, ".*(customer|contact|caller)name", NAME);
    private static final List<String> OF_PEOPLE = List.of("crm/customers", "crm/locations", "crm/contacts", "crm/leads",
            "crm/bookings");

    private PersonalKinds() {}

    /** The kind itself, or what stands for one that no policy speaks of. */
    static String known(String kind) {
        return ALL.contains(kind) ? kind : OTHER;
    }

    static Treatment usual(String kind) {
        return kind.equals(NAME) || kind.equals(ADDRESS) ? Treatment.CLEAR : Treatment.MASKED;
    }

    /** What a field holds by its name alone, whatever record it is of. */
    static Optional<String> ofField(String name) {
        return Optional.ofNullable(BY_NAME.get(plain(name)));
    }

    /**
     * What a field of a record holds.
     *
     * @param path such as <code>address.street</code> or <code>contacts[0].value</code>
     * @param resource such as <code>crm/customers</code>
     */
    static Optional<String> ofField(String path, String resource, String value) {
        for (String part : path.split("\\.")) {
            Optional<String> known = ofField(part);
            if (known.isPresent()) {
                return known;
            }
        }
        String last = plain(path.substring(path.lastIndexOf('.') + 1));
        boolean people = OF_PEOPLE.stream().anyMatch(resource::startsWith);
        if (last.equals("name") && people) {
            return Optional.of(NAME);
        }
        return isContact(path, resource) ? Optional.of(value.indexOf('@') >= 0 ? EMAIL : PHONE) : Optional.empty();
    }

    /** What a filter asks for: as a field, and by the end of its name, such as <code>leadPhone</code>. */
    static Optional<String> ofFilter(String path, String resource, String value) {
        String last = plain(path.substring(path.lastIndexOf('.') + 1));
        return ofField(path, resource, value).or(() -> ENDS.entrySet().stream()
                .filter(end -> last.matches(end.getKey())).map(Map.Entry::getValue).findFirst());
    }

    /** Whether a field holds a number or an e-mail address, as it happens. */
    static boolean isContact(String path, String resource) {
        return plain(path.substring(path.lastIndexOf('.') + 1)).equals("value")
                && (path + resource).toLowerCase(Locale.ROOT).contains("contact");
    }

    /** The resource whose fields a call of any operation holds, which is named as <code>crm/customers update</code>; else empty. */
    static String resource(JsonNode arguments) {
        String operation = arguments.path("operation").asText().strip().toLowerCase(Locale.ROOT);
        return operation.indexOf('/') > 0 ? operation : "";
    }

    private static String plain(String name) {
        return name.replaceAll("\\[.*?]|[^A-Za-z]", "").toLowerCase(Locale.ROOT);
    }
}
