package io.fieldline.sandbox.quickbooks;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What is asked of customers, items and accounts besides a good name. */
final class ListRules {

    private static final Set<String> ITEM_TYPES = Set.of("Service", "NonInventory", "Category");
    private static final Set<String> SOLD_INTO = Set.of("Income", "Other Income", "Other Current Liability",
            "Long Term Liability", "Cost of Goods Sold", "Expense");
    private static final Map<String, String> CLASSIFICATIONS = Map.ofEntries(Map.entry("Bank", "Asset"),
            Map.entry("Accounts Receivable", "Asset"), Map.entry("Other Current Asset", "Asset"),
            Map.entry("Fixed Asset", "Asset"), Map.entry("Other Asset", "Asset"), Map.entry("Accounts Payable", "Liability"),
            Map.entry("Credit Card", "Liability"), Map.entry("Other Current Liability", "Liability"),
            Map.entry("Long Term Liability", "Liability"), Map.entry("Equity", "Equity"), Map.entry("Income", "Revenue"),
            Map.entry("Other Income", "Revenue"), Map.entry("Cost of Goods Sold", "Expense"), Map.entry("Expense", "Expense"),
            Map.entry("Other Expense", "Expense"));
    private static final int LONGEST_EMAIL = 100;
    private static final Map<String, Integer> LONGEST = Map.ofEntries(Map.entry("PrimaryPhone.FreeFormNumber", 30),
            Map.entry("Mobile.FreeFormNumber", 30), Map.entry("AlternatePhone.FreeFormNumber", 30),
            Map.entry("Fax.FreeFormNumber", 30), Map.entry("Title", 16), Map.entry("GivenName", 100),
            Map.entry("MiddleName", 100), Map.entry("FamilyName", 100), Map.entry("Suffix", 16),
            Map.entry("CompanyName", 100), Map.entry("Notes", 2_000), Map.entry("BillAddr.Line1", 500),
            Map.entry("BillAddr.Line2", 500), Map.entry("BillAddr.City", 255),
            Map.entry("BillAddr.CountrySubDivisionCode", 255), Map.entry("BillAddr.PostalCode", 30),
            Map.entry("BillAddr.Country", 255));

    private ListRules() {}

    static void nothingMore(ObjectNode record, Optional<ObjectNode> before) {}

    static void contact(ObjectNode record, Optional<ObjectNode> before) {
        String email = Fields.text(record, "PrimaryEmailAddr.Address");
        if (email.length() > LONGEST_EMAIL) {
            throw Refusal.length("PrimaryEmailAddr.Address", 0, LONGEST_EMAIL, email.length());
        }
        if (!email.isEmpty() && !email.matches("[^@\\s]+@[^@\\s]+\\.[^@\\s]+(\\s*,\\s*[^@\\s]+@[^@\\s]+\\.[^@\\s]+)*")) {
            throw Refusal.business("Email Address does not conform to the syntax rules of RFC 822: " + email);
        }
        LONGEST.forEach((property, longest) -> {
            int length = Fields.text(record, property).length();
            if (length > longest) {
                throw Refusal.length(property, 0, longest, length);
            }
        });
    }

    static EntityRules items(Accounts accounts) {
        return (item, before) -> {
            String type = Fields.text(item, "Type");
            if (!ITEM_TYPES.contains(type)) {
                throw type.isEmpty()
                        ? Refusal.missing("Type")
                        : Refusal.business("There is no item of type '" + type
                                + "' here, only of " + ITEM_TYPES.stream().sorted().toList());
            }
            if (type.equals("Category")) {
                return;
            }
            if (!Fields.has(item, "IncomeAccountRef")) {
                throw Refusal.missing("IncomeAccountRef");
            }
            if (!SOLD_INTO.contains(accounts.type(Fields.text(item, "IncomeAccountRef.value")))) {
                throw Refusal.business("An item cannot be sold into the account "
                        + Fields.text(item, "IncomeAccountRef.name"));
            }
        };
    }

    static void account(ObjectNode account, Optional<ObjectNode> before) {
        String type = Fields.text(account, "AccountType");
        if (type.isEmpty()) {
            throw Refusal.missing("AccountType");
        }
        String classification = CLASSIFICATIONS.get(type);
        if (classification == null) {
            throw Refusal.business("There is no account type '" + type + "'");
        }
        if (before.filter(old -> !Fields.text(old, "AccountType").equals(type)).isPresent()) {
            throw Refusal.business("The type of an account that was used cannot be changed");
        }
        account.put("Classification", classification);
    }
}
