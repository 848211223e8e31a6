package io.fieldline.servicetitan.customer;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the path of a field means: <code>name</code>, <code>address.zip</code>, <code>contacts[type=Email].value</code>. */
sealed interface CustomerField {

    Pattern SELECTED = Pattern.compile("(contacts|customFields)\\[(\\w+)=(.+)]\\.(.+)");
    String ADDRESS = "address.";

    /** A field of the customer itself. */
    record Plain(String name) implements CustomerField {}

    record AddressPart(String name) implements CustomerField {}

    /**
     * Something of the first contact of a type.
     *
     * @param type in ServiceTitan's words
     * @param part <code>value</code>, <code>memo</code>, <code>preferences.marketingUpdatesEnabled</code>
     */
    record ContactPart(String type, String part) implements CustomerField {}

    /** The value of a custom field, named by its id or by its name. */
    record CustomValue(Optional<Long> typeId, String name) implements CustomerField {}

    record Tags() implements CustomerField {}

    /** Empty for a path that is none of these. */
    static Optional<CustomerField> of(String path) {
        if (path.equals("tags")) {
            return Optional.of(new Tags());
        }
        if (path.startsWith(ADDRESS)) {
            return Optional.of(new AddressPart(path.substring(ADDRESS.length())));
        }
        Matcher selected = SELECTED.matcher(path);
        if (selected.matches()) {
            return selected(selected.group(1), selected.group(2), selected.group(3), selected.group(4));
        }
        return path.matches("\\w+") ? Optional.of(new Plain(path)) : Optional.empty();
    }

    private static Optional<CustomerField> selected(String list, String by, String value, String part) {
        if (list.equals("contacts")) {
            return by.equals("type") ? Optional.of(new ContactPart(value, part)) : Optional.empty();
        }
        if (!part.equals("value")) {
            return Optional.empty();
        }
        return switch (by) {
            case "name" -> Optional.of(new CustomValue(Optional.empty(), value));
            case "typeId" -> value.matches("\\d{1,18}")
                    ? Optional.of(new CustomValue(Optional.of(Long.valueOf(value)), value))
                    : Optional.empty();
            default -> Optional.empty();
        };
    }
}
