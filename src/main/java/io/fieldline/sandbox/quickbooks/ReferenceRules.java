package io.fieldline.sandbox.quickbooks;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Whatever a record refers to must be there and active; the name that stands beside its id is QuickBooks' own. */
final class ReferenceRules {

    private static final String CURRENCY = "USD";
    private static final Map<String, EntityKind> TARGETS = new HashMap<>(Map.of("CustomerRef", EntityKind.CUSTOMER, "ItemRef",
            EntityKind.ITEM, "ClassRef", EntityKind.CLASS, "DepartmentRef", EntityKind.DEPARTMENT, "SalesTermRef",
            EntityKind.TERM, "PaymentMethodRef", EntityKind.PAYMENT_METHOD, "TaxCodeRef", EntityKind.TAX_CODE, "TxnTaxCodeRef",
            EntityKind.TAX_CODE, "SalesTaxCodeRef", EntityKind.TAX_CODE, "DefaultTaxCodeRef", EntityKind.TAX_CODE));

    static {
        for (String account : new String[]{"AccountRef", "DepositToAccountRef", "ARAccountRef", "IncomeAccountRef",
                "ExpenseAccountRef", "DiscountAccountRef", "ItemAccountRef" }) {
            TARGETS.put(account, EntityKind.ACCOUNT);
        }
        TARGETS.put("TaxRateRef", EntityKind.TAX_RATE);
    }

    private final Records records;

    ReferenceRules(Records records) {
        this.records = records;
    }

    /**
     * Fills in the names of what a request refers to.
     *
     * @param body to be changed
     * @throws Refusal where something is missing or inactive
     */
    void resolve(EntityKind kind, ObjectNode body) {
        body.properties().forEach(property -> {
            String name = property.getKey();
            JsonNode value = property.getValue();
            if (name.endsWith("Ref") && !value.isNull()) {
                resolve(kind, body, name);
            } else if (value instanceof ObjectNode object) {
                resolve(kind, object);
            } else if (value.isArray()) {
                value.forEach(element -> {
                    if (element instanceof ObjectNode object) {
                        resolve(kind, object);
                    }
                });
            }
        });
    }

    private void resolve(EntityKind kind, ObjectNode holder, String name) {
        String id = Fields.text(holder, name + ".value");
        if (id.isEmpty() || !(holder.get(name) instanceof ObjectNode reference)) {
            throw Refusal.missing(name + ".value");
        }
        if (name.equals("CurrencyRef")) {
            if (!id.equals(CURRENCY)) {
                throw Refusal.business("Multicurrency is not enabled; the company's currency is " + CURRENCY);
            }
            return;
        }
        target(kind, holder, name).ifPresent(target -> {
            ObjectNode found = records.find(target, id)
                    .orElseThrow(() -> Refusal.invalidReference(name, target.apiName(), id));
            if (!found.path("Active").asBoolean(true)) {
                throw Refusal.inactive(name);
            }
            reference.put("name", Fields.text(found, target.nameProperty()));
        });
    }

    private static Optional<EntityKind> target(EntityKind kind, ObjectNode holder, String name) {
        if (name.equals("ParentRef")) {
            return Optional.of(kind);
        }
        if (name.equals("EntityRef")) {
            String type = Fields.text(holder, holder.has("Type") ? "Type" : "EntityRef.type");
            return Optional.of(EntityKind.named(type)
                    .filter(target -> target == EntityKind.CUSTOMER || target == EntityKind.VENDOR)
                    .orElseThrow(() -> Refusal.missing("EntityRef.type")));
        }
        return Optional.ofNullable(TARGETS.get(name));
    }
}
