package io.fieldline.sandbox.quickbooks;

import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One company: what it keeps, and the books that follow from it. Each change goes through the rules of its kind and is booked, or
 * leaves nothing behind. Not safe for use by many threads.
 */
final class Company {

    private static final String VOIDED = "Voided";

    private final UnitOfWork work = new UnitOfWork();
    private final Records records;
    private final Journal journal = new Journal(work);
    private final CompanyPreferences preferences;
    private final ReferenceRules references;
    private final DocNumbers numbers;
    private final AutoApply autoApply;
    private final Map<EntityKind, EntityRules> rules = new EnumMap<>(EntityKind.class);

    Company(QuickBooksSettings settings, InstantSource time) {
        records = new Records(work, time, settings.zone());
        preferences = new CompanyPreferences(records, settings.tax());
        references = new ReferenceRules(records);
        numbers = new DocNumbers(records, preferences);
        OpenItems open = new OpenItems(records, journal);
        autoApply = new AutoApply(this, records, preferences, open);
        names();
        transactions(open, new Deposited(records));
        new Seed(this, records).sow(settings);
    }

    private void names() {
        for (EntityKind kind : EntityKind.values()) {
            EntityRules more = switch (kind) {
                case CUSTOMER, VENDOR -> ListRules::contact;
                case ITEM -> ListRules.items(new Accounts(records));
                case ACCOUNT -> ListRules::account;
                default -> ListRules::nothingMore;
            };
            rules.put(kind, new NameRules(kind, records, more));
        }
        rules.put(EntityKind.PREFERENCES, new PreferenceRules());
    }

    private void transactions(OpenItems open, Deposited deposited) {
        EntityKind.transactions().filter(EntityKind::salesForm).forEach(
                kind -> rules.put(kind, new SalesForms(kind, records, preferences, numbers, open, deposited)));
        rules.put(EntityKind.PAYMENT, new Payments(records, preferences, open, deposited));
        rules.put(EntityKind.DEPOSIT, new Deposits(records, preferences, deposited));
        rules.put(EntityKind.PURCHASE, new Purchases(records, preferences, open));
        rules.put(EntityKind.JOURNAL_ENTRY, new JournalEntries(records, preferences, open));
    }

    Records records() {
        return records;
    }

    Journal journal() {
        return journal;
    }

    CompanyPreferences preferences() {
        return preferences;
    }

    DocNumbers numbers() {
        return numbers;
    }

    ObjectNode create(EntityKind kind, ObjectNode body, Author author) {
        checkWritable(kind, "create");
        if (kind == EntityKind.PREFERENCES) {
            throw Refusal.unsupported("create");
        }
        return work.run(() -> {
            ObjectNode made = keep(kind, written(kind, body, Optional.empty()), Optional.empty(), author);
            autoApply.follow(kind, made);
            return records.existing(kind, Fields.text(made, "Id"));
        });
    }

    /** Adds a record within a change that is under way, or before there is any. */
    ObjectNode enter(EntityKind kind, ObjectNode body) {
        return keep(kind, written(kind, body, Optional.empty()), Optional.empty(), Author.OWNER);
    }

    /** Changes a record within a change that is under way. */
    void alter(EntityKind kind, ObjectNode body) {
        ObjectNode before = records.existing(kind, Fields.text(body, "Id"));
        keep(kind, written(kind, body.put("sparse", true), Optional.of(before)), Optional.of(before), Author.OWNER);
    }

    ObjectNode update(EntityKind kind, ObjectNode body, Author author) {
        checkWritable(kind, "update");
        ObjectNode before = current(kind, body);
        if (author == Author.APPLICATION && kind.transaction() && isVoid(before)) {
            throw Refusal.business("A voided transaction cannot be changed; delete it, or enter a new one");
        }
        return work.run(() -> {
            ObjectNode changed = written(kind, body, Optional.of(before));
            return keep(kind, changed, Optional.of(before), author);
        });
    }

    ObjectNode delete(EntityKind kind, ObjectNode body, Author author) {
        if (!kind.transaction()) {
            throw Refusal.unsupported("delete");
        }
        ObjectNode before = current(kind, body);
        String id = Fields.text(before, "Id");
        return work.run(() -> {
            checkOpen(before, author);
            rules.get(kind).removing(before);
            ObjectNode last = records.existing(kind, id);
            ObjectNode left = records.remove(kind, id);
            journal.strike(kind, id);
            rules.get(kind).removed(last);
            return left;
        });
    }

    /** Takes the amounts out of a transaction, which stays with the word <code>Voided</code> in its note. */
    ObjectNode empty(EntityKind kind, ObjectNode body, Author author) {
        if (!kind.transaction()) {
            throw Refusal.unsupported("void");
        }
        ObjectNode before = current(kind, body);
        ObjectNode voided = before.deepCopy();
        rules.get(kind).empty(voided);
        String note = Fields.text(before, "PrivateNote");
        voided.put("PrivateNote", note.isEmpty() ? VOIDED : VOIDED + " - " + note);
        return work.run(() -> keepCompleted(kind, voided, Optional.of(before), author));
    }

    private static boolean isVoid(ObjectNode transaction) {
        return Fields.text(transaction, "PrivateNote").startsWith(VOIDED)
                && Fields.money(transaction, "TotalAmt").signum() == 0;
    }

    private void checkWritable(EntityKind kind, String operation) {
        if (kind.setUp() && kind != EntityKind.PREFERENCES) {
            throw Refusal.unsupported(operation);
        }
    }

    /** The record that a request is about, where the request knows its newest version. */
    private ObjectNode current(EntityKind kind, ObjectNode body) {
        for (String needed : new String[]{"Id", "SyncToken" }) {
            if (!Fields.has(body, needed)) {
                throw Refusal.missing(needed);
            }
        }
        ObjectNode before = records.existing(kind, Fields.text(body, "Id"));
        if (!Fields.text(before, "SyncToken").equals(Fields.text(body, "SyncToken"))) {
            throw Refusal.stale();
        }
        return before;
    }

    /** What a record would be by a request: sparse ones change what they name, the others empty what they do not. */
    private ObjectNode written(EntityKind kind, ObjectNode body, Optional<ObjectNode> before) {
        KnownProperties.check(kind, body);
        ObjectNode given = body.deepCopy();
        references.resolve(kind, given);
        boolean sparse = body.path("sparse").asBoolean();
        ObjectNode record = Fields.NODES.objectNode();
        before.ifPresent(old -> old.properties().forEach(property -> {
            if (sparse || KnownProperties.readOnly(kind, property.getKey())) {
                record.set(property.getKey(), property.getValue().deepCopy());
            }
        }));
        given.properties().forEach(property -> {
            if (property.getValue().isNull()) {
                record.remove(property.getKey());
            } else if (!KnownProperties.readOnly(kind, property.getKey())) {
                record.set(property.getKey(), property.getValue());
            }
        });
        if (given.has("Line") && !given.has("TxnTaxDetail") && record.get("TxnTaxDetail") instanceof ObjectNode tax) {
            tax.remove("TotalTax");
        }
        return record;
    }

    private ObjectNode keep(EntityKind kind, ObjectNode record, Optional<ObjectNode> before, Author author) {
        rules.get(kind).complete(record, before);
        return keepCompleted(kind, record, before, author);
    }

    private ObjectNode keepCompleted(EntityKind kind, ObjectNode record, Optional<ObjectNode> before, Author author) {
        if (kind.transaction()) {
            before.ifPresent(old -> checkOpen(old, author));
            checkOpen(record, author);
        }
        ObjectNode kept = before.isPresent() ? records.replace(kind, record) : records.add(kind, record);
        String id = Fields.text(kept, "Id");
        if (kind.transaction()) {
            journal.book(kind, id, Fields.date(kept, "TxnDate"), rules.get(kind).postings(kept));
        }
        rules.get(kind).kept(kept, before);
        return records.existing(kind, id);
    }

    private void checkOpen(ObjectNode transaction, Author author) {
        if (author == Author.APPLICATION) {
            preferences.checkOpen(Fields.date(transaction, "TxnDate"));
        }
    }
}
