package io.fieldline.destination.salesforce;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

import io.fieldline.destination.salesforce.ChangePosition.Keyset;
import io.fieldline.destination.salesforce.ChangePosition.Sweep;
import io.fieldline.sync.pair.Crm.Changes;
import io.fieldline.sync.pair.SideRecord;

/**
 * Records by the time of their last change. A row's stamp is set before its transaction ends, so a row may turn up behind
 * rows of a later stamp: reading starts again a look-back before the time at which the last reading began. Rows in that
 * stretch come again. Our clock must not be further from Salesforce's than part of the look-back.
 */
final class ChangeReader {

    private static final int PAGE = 2_000;

    private final SalesforceApi api;
    private final RecordReader reader;
    private final SalesforceOptions options;
    private final InstantSource time;

    ChangeReader(SalesforceApi api, RecordReader reader, SalesforceOptions options, InstantSource time) {
        this.api = api;
        this.reader = reader;
        this.options = options;
        this.time = time;
    }

    /** @param strangers whether only accounts and contacts are read that bear no customer's id */
    Changes changes(String after, boolean strangers) {
        Instant now = time.instant();
        ChangePosition position = after == null ? beginning(now) : ChangePosition.parse(after);
        Map<String, JsonNode> accounts = new LinkedHashMap<>();
        List<JsonNode> rows = rows(reader.accountFields(), SalesforceSchema.ACCOUNT, position.accounts(),
                !position.whole(), strangers);
        rows.forEach(row -> accounts.put(row.path("Id").asText(), row));
        boolean moreAccounts = rows.size() == PAGE;
        List<JsonNode> contacts = position.whole()
                ? List.of()
                : rows("Id,AccountId,SystemModstamp", SalesforceSchema.CONTACT, position.contacts(), true, strangers);
        boolean moreContacts = contacts.size() == PAGE;
        ChangePosition next = new ChangePosition(position.whole() && moreAccounts,
                next(position.accounts(), rows, moreAccounts, now),
                position.whole() ? position.contacts() : next(position.contacts(), contacts, moreContacts, now));
        return new Changes(records(accounts, contacts), next.text(), moreAccounts || moreContacts);
    }

    private ChangePosition beginning(Instant now) {
        return new ChangePosition(true, new Sweep(new Keyset(Instant.EPOCH, ""), null),
                new Sweep(new Keyset(now.minus(options.lookBack()), ""), null));
    }

    private List<JsonNode> rows(String fields, String object, Sweep sweep, boolean deletedToo, boolean strangers) {
        Keyset at = sweep.at();
        String stamp = Soql.time(at.stamp());
        return api.query("SELECT " + fields + " FROM " + object + " WHERE SystemModstamp >= " + stamp
                + (strangers ? " AND " + options.customerId() + " = null" : "") + (at.id().isEmpty()
                        ? ""
                        : " AND (SystemModstamp > " + stamp + " OR Id > " + Soql.quoted(at.id()) + ")")
                + " ORDER BY SystemModstamp, Id LIMIT " + PAGE, deletedToo);
    }

    private Sweep next(Sweep sweep, List<JsonNode> rows, boolean more, Instant now) {
        JsonNode last = rows.isEmpty() ? null : rows.get(rows.size() - 1);
        Keyset reached = last == null
                ? sweep.at()
                : new Keyset(FieldValues.time(last.path("SystemModstamp")), last.path("Id").asText());
        Instant began = sweep.began() == null ? now : sweep.began();
        if (more) {
            return new Sweep(reached, began);
        }
        Instant settled = began.minus(options.lookBack());
        return new Sweep(reached.stamp().isAfter(settled) ? new Keyset(settled, "") : reached, null);
    }

    private List<SideRecord> records(Map<String, JsonNode> accounts, List<JsonNode> contacts) {
        Set<String> others = new LinkedHashSet<>();
        for (JsonNode contact : contacts) {
            String account = contact.path("AccountId").asText("");
            if (!account.isEmpty() && !accounts.containsKey(account)) {
                others.add(account);
            }
        }
        List<FoundRecord> found = new ArrayList<>(reader.assembled(accounts).values());
        found.addAll(reader.read(others).values());
        return found.stream().map(FoundRecord::record)
                .sorted(Comparator.comparing((SideRecord record) -> record.modifiedOn()).thenComparing(SideRecord::id))
                .toList();
    }
}
