package io.fieldline.sandbox.data;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Customers, their places and how to reach them. */
final class CustomerRows {

    private static final List<String> FIRST = List.of("Maria", "James", "Linda", "Robert", "Aisha", "Wei", "Elena", "David",
            "Priya", "Thomas", "Grace", "Omar", "Hannah", "Carlos", "Sofia", "Patrick", "Noor", "Daniel", "Ruth", "Ivan");
    private static final List<String> LAST = List.of("Alvarez", "Brooks", "Chen", "Dawson", "Eriksen", "Fischer", "Gupta",
            "Hughes", "Ibrahim", "Jensen", "Kowalski", "Larson", "Moreno", "Nguyen", "O'Brien", "Patel", "Quinn", "Romero",
            "Schmidt", "Turner", "Ueda", "Vargas", "Walker", "Young");
    private static final List<String> BUSINESSES = List.of("Dental", "Bakery", "Property Management", "Auto Repair",
            "Veterinary Clinic", "Fitness");
    private static final List<String> STREETS = List.of("Oak Street", "Maple Avenue", "Washington Boulevard", "Lakeview Drive",
            "Cedar Lane", "Mill Road", "Sunset Court", "Prairie Path", "Church Street", "Highland Avenue");
    private static final List<String> REFERRALS = List.of("Neighbor", "Yard sign", "Web search");
    private static final String REFERRED_BY = "Referred by";
    private static final String GATE_CODE = "Gate code";
    private static final long YEARS = Duration.ofDays(400).toSeconds();

    private final Plan plan;
    private final Seeded seeded;

    CustomerRows(Plan plan) {
        this.plan = plan;
        this.seeded = plan.seeded();
    }

    RowSource customers() {
        int size = plan.customers();
        return Generated.of(Ids.CUSTOMERS, size, plan.timeline(size), this::customer).aged(this::known)
                .inactiveWhere(plan::inactiveCustomer);
    }

    RowSource locations() {
        int size = plan.locations();
        return Generated.of(Ids.LOCATIONS, size, plan.timeline(size), this::location).aged(this::known)
                .inactiveWhere(location -> location % 23 == 22);
    }

    RowSource customerContacts() {
        int size = plan.customers() * 2;
        return Generated.of(Ids.CUSTOMER_CONTACTS, size, plan.timeline(size),
                index -> contact(index, index / 2).put("customerId", Ids.CUSTOMERS + index / 2)).aged(this::known);
    }

    RowSource locationContacts() {
        int size = plan.locations();
        return Generated.of(Ids.LOCATION_CONTACTS, size, plan.timeline(size),
                index -> contact(index * 2, plan.customerOfLocation(index)).put("locationId", Ids.LOCATIONS + index))
                .aged(this::known);
    }

    RowSource customerFields() {
        return Generated.of(Ids.CUSTOMER_FIELDS, 3, plan.timeline(3), index -> switch (index) {
            case 0 -> field("Account number", "Text");
            case 1 -> field("Square feet", "Numeric");
            default -> {
                ObjectNode referral = field(REFERRED_BY, "Dropdown");
                REFERRALS.forEach(referral.withArrayProperty("dataTypeOptions")::add);
                yield referral;
            }
        });
    }

    RowSource locationFields() {
        return Generated.of(Ids.LOCATION_FIELDS, 1, plan.timeline(1), index -> field(GATE_CODE, "Text"));
    }

    private static ObjectNode field(String name, String type) {
        return JsonNodeFactory.instance.objectNode().put("name", name).put("dataType", type);
    }

    boolean commercial(int customer) {
        return customer % 9 == 8;
    }

    String name(int customer) {
        String last = seeded.of(LAST, customer, 21);
        return commercial(customer)
                ? last + " " + seeded.of(BUSINESSES, customer, 22)
                : seeded.of(FIRST, customer, 23) + " " + last;
    }

    String phone(int customer) {
        return "555" + String.format(Locale.ROOT, "%07d", seeded.below(10_000_000, customer, 24));
    }

    ObjectNode address(long place) {
        Contractor home = plan.contractor();
        ObjectNode address = JsonNodeFactory.instance.objectNode();
        address.put("street", 100 + seeded.below(9_800, place, 25) + " " + seeded.of(STREETS, place, 26));
        address.put("unit", place % 6 == 5 ? "Apt " + (1 + place % 40) : null);
        address.put("city", home.city());
        address.put("state", home.state());
        address.put("zip", String.format(Locale.ROOT, "%05d", home.zip() + seeded.below(OfficeRows.ZIPS, place, 27)));
        address.put("country", "USA");
        address.put("latitude", 35 + seeded.below(100_000, place, 28) / 10_000.0);
        address.put("longitude", -80 - seeded.below(200_000, place, 29) / 10_000.0);
        return address;
    }

    private ObjectNode customer(int index) {
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        row.put("name", name(index));
        row.put("type", commercial(index) ? "Commercial" : "Residential");
        row.set("address", address(index));
        row.put("balance", BigDecimal.valueOf(index % 7 == 6 ? seeded.below(90_000, index, 30) : 0, 2));
        row.put("taxExempt", index % 31 == 30);
        row.put("doNotMail", index % 13 == 12);
        row.put("doNotService", index % 41 == 40);
        row.put("nationalAccount", false);
        row.put("createdById", Ids.EMPLOYEES + seeded.below(Plan.EMPLOYEES, index, 31));
        if (plan.merged(index)) {
            row.put("mergedToId", Ids.CUSTOMERS + index - 1);
        }
        if (index % 4 == 3) {
            row.putArray("tagTypeIds").add(Ids.TAG_TYPES + seeded.below(Plan.TAG_TYPES - 1, index, 32));
        }
        referral(row, index);
        return row;
    }

    private void referral(ObjectNode row, int index) {
        if (index % 3 == 0) {
            row.putArray("customFields").addObject().put("typeId", Ids.CUSTOMER_FIELDS + 2).put("name", REFERRED_BY)
                    .put("value", seeded.of(REFERRALS, index, 33));
        }
    }

    private ObjectNode location(int index) {
        int customer = plan.customerOfLocation(index);
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        row.put("customerId", Ids.CUSTOMERS + customer);
        row.put("name", index < plan.customers() ? name(customer) : name(customer) + " - second site");
        row.set("address", address(index));
        row.put("zoneId", Ids.ZONES + seeded.below(OfficeRows.ZIPS, index, 27) % Plan.ZONES);
        row.put("taxExempt", false);
        row.put("createdById", Ids.EMPLOYEES + seeded.below(Plan.EMPLOYEES, index, 34));
        if (index % 11 == 10) {
            row.putArray("customFields").addObject().put("typeId", Ids.LOCATION_FIELDS).put("name", GATE_CODE).put("value",
                    String.valueOf(1000 + index));
        }
        return row;
    }

    private ObjectNode contact(int index, int customer) {
        boolean phone = index % 2 == 0;
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        row.put("type", phone ? "MobilePhone" : "Email");
        row.put("value", phone ? phone(customer) : email(customer));
        row.put("memo", phone && customer % 5 == 4 ? "Call before noon" : null);
        row.putObject("phoneSettings").put("phoneNumber", phone ? phone(customer) : "").put("doNotText", customer % 19 == 18);
        row.putObject("preferences").put("jobRemindersEnabled", true).put("marketingUpdatesEnabled", customer % 13 != 12)
                .put("invoiceStatementNotification", true).put("invoiceNotification", true)
                .put("statementNotification", true);
        return row;
    }

    private String email(int customer) {
        return name(customer).toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", ".") + customer + "@example.com";
    }

    private long known(int index) {
        return YEARS + seeded.below(1_000, index, 35) * 86_400L;
    }
}
