package io.fieldline.sandbox.quickbooks;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What the company's owner does in the browser. The rules are those of the API, but closed books are open to the owner.
 * Records are named by their kind, such as <code>Invoice</code>, and their id. Safe for use by many threads.
 */
public final class Owner {

    private final Company company;

    Owner(Company company) {
        this.company = company;
    }

    /** A record as the API shows it. */
    public ObjectNode record(String entity, String id) {
        synchronized (company) {
            return new Views(company).shown(kind(entity), company.records().existing(kind(entity), id));
        }
    }

    /** The records of a kind, oldest first, those too that are inactive. */
    public List<ObjectNode> records(String entity) {
        synchronized (company) {
            return new Views(company).all(kind(entity)).stream().map(ObjectNode::deepCopy).toList();
        }
    }

    /** The id of the record of a list that bears a name. */
    public String idOf(String entity, String name) {
        EntityKind kind = kind(entity);
        return records(entity).stream().filter(record -> Fields.text(record, kind.nameProperty()).equals(name)).findFirst()
                .map(record -> Fields.text(record, "Id"))
                .orElseThrow(() -> new IllegalArgumentException("There is no " + entity + " '" + name + "'"));
    }

    /** @param json as the API takes it. @return its id */
    public String create(String entity, String json) {
        synchronized (company) {
            return Fields.text(company.create(kind(entity), Fields.parse(json), Author.OWNER), "Id");
        }
    }

    /** @param json the properties that change */
    public void edit(String entity, String id, String json) {
        edit(entity, id, Fields.parse(json));
    }

    private void edit(String entity, String id, ObjectNode changes) {
        synchronized (company) {
            company.update(kind(entity), newest(entity, id).setAll(changes), Author.OWNER);
        }
    }

    /** Changes a transaction by an amount: a payment's money, or the first line of any other. */
    public void changeAmount(String entity, String id, BigDecimal by) {
        synchronized (company) {
            ObjectNode now = record(entity, id);
            ObjectNode changes = Fields.NODES.objectNode();
            if (kind(entity) == EntityKind.PAYMENT) {
                changes.put("TotalAmt", Fields.money(now, "TotalAmt").add(by));
            } else {
                ObjectNode line = Fields.lines(now).get(0);
                BigDecimal amount = Fields.money(line, "Amount").add(by);
                line.put("Amount", amount);
                if (line.get(FormLines.ITEM) instanceof ObjectNode detail && detail.has("UnitPrice")) {
                    detail.put("Qty", 1).put("UnitPrice", amount);
                }
                changes.set("Line", now.get("Line"));
            }
            edit(entity, id, changes);
        }
    }

    public void deactivate(String entity, String id) {
        edit(entity, id, Fields.NODES.objectNode().put("Active", false));
    }

    public void delete(String entity, String id) {
        synchronized (company) {
            company.delete(kind(entity), newest(entity, id), Author.OWNER);
        }
    }

    /**
     * Gives a customer the name of another one, by which QuickBooks makes the two one.
     *
     * @param gone must have no transactions
     */
    public void merge(String gone, String into) {
        synchronized (company) {
            company.records().existing(EntityKind.CUSTOMER, into);
            if (EntityKind.transactions().flatMap(kind -> company.records().all(kind).stream())
                    .anyMatch(transaction -> Fields.text(transaction, "CustomerRef.value").equals(gone))) {
                throw new IllegalArgumentException(
                        "The customer " + gone + " has transactions, and only one without can be merged here");
            }
            company.records().remove(EntityKind.CUSTOMER, gone);
        }
    }

    /** Voids an invoice, a payment or a sales receipt. */
    public void empty(String entity, String id) {
        synchronized (company) {
            company.empty(kind(entity), newest(entity, id), Author.OWNER);
        }
    }

    /** Closes the books up to and with a day, or opens them. */
    public void closeBooks(Optional<LocalDate> day) {
        prefer("{\"AccountingInfoPrefs\":{\"BookCloseDate\":" + day.map(date -> "\"" + date + "\"").orElse("null") + "}}");
    }

    /** @param json groups of preferences with what changes in them */
    public void prefer(String json) {
        edit("Preferences", CompanyPreferences.ID, json);
    }

    /** Whether a number that was used before is refused; else QuickBooks takes it without a word. */
    public void refuseDuplicateNumbers(boolean refused) {
        synchronized (company) {
            company.preferences().refuseDuplicateNumbers(refused);
        }
    }

    /** Whether the closing date has a password, without which it is only a warning that applications do not hear. */
    public void protectClosedBooks(boolean password) {
        synchronized (company) {
            company.preferences().holdClosedPeriods(password);
        }
    }

    private ObjectNode newest(String entity, String id) {
        String version = Fields.text(company.records().existing(kind(entity), id), "SyncToken");
        return Fields.NODES.objectNode().put("Id", id).put("SyncToken", version).put("sparse", true);
    }

    private static EntityKind kind(String entity) {
        return EntityKind.named(entity)
                .orElseThrow(() -> new IllegalArgumentException("There is no kind of record '" + entity + "'"));
    }
}
