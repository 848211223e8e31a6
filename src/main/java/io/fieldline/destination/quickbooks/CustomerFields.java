package io.fieldline.destination.quickbooks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

import io.fieldline.sync.pair.SideField;

/**
 * The fields of QuickBooks' customers that a mapping may name. The five lines of an address are one field, <code>Lines</code>:
 * one of somebody else's lines left beside a new one would make an address of nobody. Lists, such as terms and tax codes, are not
 * among them.
 */
final class CustomerFields {

    private static final String OBJECT = "Customer.";
    /** Name, where its value stands below that name, type, longest, and what else is to be said of it. */
    private static final String TABLE = """
            DisplayName - text %d
            Title - text 16
            GivenName - text 100
            MiddleName - text 100
            FamilyName - text 100
            Suffix - text 16
            CompanyName - text 100
            PrintOnCheckName - text 110
            PrimaryEmailAddr Address email 100
            PrimaryPhone FreeFormNumber phone 30
            Mobile FreeFormNumber phone 30
            AlternatePhone FreeFormNumber phone 30
            Fax FreeFormNumber phone 30
            WebAddr URI text 1000
            Notes - long_text %d
            Taxable - boolean 0
            ResaleNum - text 16
            PreferredDeliveryMethod - choice 0 Print,Email,None
            Active - boolean 0 readonly
            Balance - decimal 0 readonly
            """.formatted(CustomerNames.LONGEST, CustomerMark.LONGEST_NOTES - CustomerMark.ROOM);
    private static final String ADDRESS = """
            Lines - long_text 500
            City - text 255
            CountrySubDivisionCode - text 255
            PostalCode - text 30
            Country - text 255
            """;
    private static final Map<String, CustomerField> FIELDS = new LinkedHashMap<>();

    static {
        TABLE.lines().forEach(line -> add("", line));
        List.of("BillAddr.", "ShipAddr.").forEach(group -> ADDRESS.lines().forEach(line -> add(group, line)));
    }

    private CustomerFields() {}

    private static void add(String group, String line) {
        String[] words = line.split(" ");
        String more = words.length > 4 ? words[4] : "";
        boolean readOnly = more.equals("readonly");
        String name = OBJECT + group + words[0];
        FIELDS.put(name, new CustomerField(name, group + words[0] + (words[1].equals("-") ? "" : "." + words[1]),
                SideField.Type.valueOf(words[2].toUpperCase(Locale.ROOT)), Integer.parseInt(words[3]), !readOnly,
                more.isEmpty() || readOnly ? Set.of() : Set.of(more.split(","))));
    }

    static Map<String, SideField> described() {
        Map<String, SideField> described = new LinkedHashMap<>();
        FIELDS.forEach((name, field) -> described.put(name, field.described()));
        return described;
    }

    /** @throws CannotWrite where there is no such field, or only QuickBooks writes it */
    static CustomerField writable(String name) {
        return Optional.ofNullable(FIELDS.get(name)).filter(CustomerField::writable)
                .orElseThrow(() -> new CannotWrite("QuickBooks takes no such field of a customer", List.of(name)));
    }

    /** @param wanted names of fields; empty for all */
    static Map<String, Object> of(JsonNode row, Set<String> wanted) {
        Map<String, Object> values = new LinkedHashMap<>();
        FIELDS.forEach((name, field) -> {
            if (wanted.isEmpty() || wanted.contains(name)) {
                values.put(name, field.value(row));
            }
        });
        return values;
    }

    /** Those of some fields that a customer does not have as asked. */
    static List<String> others(JsonNode row, Map<String, Object> asked) {
        return asked.entrySet().stream().filter(one -> !FIELDS.get(one.getKey()).holds(row, one.getValue()))
                .map(Map.Entry::getKey).toList();
    }

    /** The fields that a refusal is about. @param element as QuickBooks names it; may be empty */
    static List<String> named(String element) {
        String path = element.replaceFirst("\\.Line\\d$", ".Lines");
        return path.isEmpty()
                ? List.of()
                : FIELDS.values().stream().filter(field -> (field.path() + ".").startsWith(path + "."))
                        .map(CustomerField::name).toList();
    }
}
