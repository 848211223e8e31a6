package io.fieldline.destination.salesforce;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.fieldline.sync.pair.SideRecord.State;
import io.fieldline.sync.pair.SideWrite;
import io.fieldline.sync.pair.WriteOutcome;
import io.fieldline.sync.pair.WriteOutcome.Duplicate;
import io.fieldline.sync.pair.WriteOutcome.Gone;
import io.fieldline.sync.pair.WriteOutcome.Later;
import io.fieldline.sync.pair.WriteOutcome.Refused;
import io.fieldline.sync.pair.WriteOutcome.Stale;
import io.fieldline.sync.pair.WriteOutcome.Written;

/**
 * Writes records: all accounts, then the contacts of those accounts that were taken.
 *
 * <p>
 * A new record is upserted by its external id, so that a repeat finds the account it made. A change with an expected
 * version is compared with the record as it is now, and its rows are written only if they still have the stamps seen then.
 * What that cannot see is an edit between the look and the write that falls into the very second of the edit before it,
 * and any edit between the look and a deletion.
 *
 * <p>
 * Where the account was taken and its contact was not, the outcome is the contact's. The same write, made again or worked
 * out again, ends with both.
 */
final class RecordWriter {

    private final RecordReader reader;
    private final WritePlanner planner;
    private final RowWriter rows;
    private final OtherContacts others;
    private final SalesforceOptions options;

    RecordWriter(RecordReader reader, WritePlanner planner, RowWriter rows, OtherContacts others, SalesforceOptions options) {
        this.reader = reader;
        this.planner = planner;
        this.rows = rows;
        this.others = others;
        this.options = options;
    }

    List<WriteOutcome> write(List<SideWrite> writes) {
        Map<SideWrite, WriteOutcome> outcomes = new LinkedHashMap<>();
        List<PlannedWrite> accepted = planned(writes, outcomes);
        Map<PlannedWrite, String> accounts = writeAccounts(accepted, outcomes);
        writeContacts(accounts, outcomes);
        return writes.stream().map(outcomes::get).toList();
    }

    /** Those that can be sent; the others have their outcome. */
    private List<PlannedWrite> planned(List<SideWrite> writes, Map<SideWrite, WriteOutcome> outcomes) {
        Map<String, FoundRecord> there = reader.read(writes.stream().map(SideWrite::id).filter(Objects::nonNull).distinct()
                .toList());
        List<PlannedWrite> accepted = new ArrayList<>();
        for (SideWrite write : writes) {
            FoundRecord found = write.creates() ? null : there.get(write.id());
            if (!write.creates() && (found == null || found.record().state() == State.DELETED)) {
                outcomes.put(write, new Gone());
            } else if (write.expectedVersion() != null && found != null
                    && !write.expectedVersion().equals(found.record().version())) {
                outcomes.put(write, new Stale());
            } else {
                PlannedWrite plan = planner.plan(write, found);
                accept(plan, accepted, outcomes);
            }
        }
        // Rows of one parent side by side, as Salesforce locks parents.
        accepted.sort(Comparator.comparing(plan -> plan.write().creates() ? "" : plan.write().id()));
        return accepted;
    }

    private void accept(PlannedWrite plan, List<PlannedWrite> accepted, Map<SideWrite, WriteOutcome> outcomes) {
        if (!plan.unknown().isEmpty()) {
            outcomes.put(plan.write(), new Refused("Salesforce has no such field, or does not let this user write it: "
                    + String.join(", ", plan.unknown()), plan.unknown()));
        } else if (plan.write().state() == State.INACTIVE && options.activeField().isEmpty()) {
            outcomes.put(plan.write(), new Refused("An account cannot be inactive: name a checkbox as the connection's"
                    + " activeField", List.of()));
        } else {
            accepted.add(plan);
        }
    }

    private Map<PlannedWrite, String> writeAccounts(List<PlannedWrite> plans, Map<SideWrite, WriteOutcome> outcomes) {
        Map<PlannedWrite, String> written = new LinkedHashMap<>();
        Map<PlannedWrite, RowWrite> sent = new LinkedHashMap<>();
        for (PlannedWrite plan : plans) {
            RowWrite row = plan.accountRow(options);
            if (row == null) {
                written.put(plan, plan.write().id());
            } else {
                sent.put(plan, row);
            }
        }
        List<RowResult> results = rows.write(List.copyOf(sent.values()), options.customerId());
        int at = 0;
        for (PlannedWrite plan : sent.keySet()) {
            RowResult result = results.get(at++);
            if (result.written()) {
                written.put(plan, result.id());
            } else {
                outcomes.put(plan.write(), withHolders(RowOutcomes.of(result, SalesforceSchema.ACCOUNT, plan::accountName),
                        plan.account().path("PersonEmail").asText("")));
            }
        }
        return written;
    }

    private void writeContacts(Map<PlannedWrite, String> accounts, Map<SideWrite, WriteOutcome> outcomes) {
        Map<PlannedWrite, RowWrite> sent = new LinkedHashMap<>();
        accounts.forEach((plan, account) -> {
            RowWrite row = plan.contactRow(options, account);
            if (row != null) {
                sent.put(plan, row);
            }
            outcomes.put(plan.write(), new Written(account, null));
        });
        // An account that is new has had no contact that somebody could have moved.
        Set<RowWrite> held = others.held(sent.entrySet().stream().filter(entry -> !entry.getKey().write().creates())
                .map(Map.Entry::getValue).toList());
        sent.entrySet().removeIf(entry -> {
            if (held.contains(entry.getValue())) {
                outcomes.put(entry.getKey().write(), new Later("The customer's former contact cannot be let go now"));
            }
            return held.contains(entry.getValue());
        });
        List<RowResult> results = rows.write(List.copyOf(sent.values()), options.customerId());
        int at = 0;
        for (PlannedWrite plan : sent.keySet()) {
            RowResult result = results.get(at++);
            if (!result.written()) {
                outcomes.put(plan.write(), ofContact(RowOutcomes.of(result, SalesforceSchema.CONTACT,
                        field -> "Contact." + field), accounts.get(plan), plan.contact().path("Email").asText("")));
            }
        }
    }

    /** A duplicate rule's answer may leave out which records it means. */
    private WriteOutcome withHolders(WriteOutcome outcome, String email) {
        return outcome instanceof Duplicate duplicate && duplicate.candidates().isEmpty() && !email.isEmpty()
                ? new Duplicate(duplicate.reason(), List.copyOf(others.having(email).keySet()), duplicate.certain())
                : outcome;
    }

    private WriteOutcome ofContact(WriteOutcome outcome, String account, String email) {
        String stands = "The account " + account + " stands, its contact does not: ";
        if (outcome instanceof Duplicate duplicate) {
            // The account is there and not to be made a second time: what stands in the way is left out.
            return new Refused(stands + duplicate.reason() + holders(email, account),
                    email.isEmpty() ? List.of() : List.of("Contact.Email"));
        }
        if (outcome instanceof Gone) {
            // The account is there: its contact went meanwhile.
            return new Stale();
        }
        if (outcome instanceof Refused refused) {
            return new Refused(stands + refused.reason(), refused.fields());
        }
        return outcome;
    }

    private String holders(String email, String account) {
        Map<String, String> having = email.isEmpty() ? Map.of() : new LinkedHashMap<>(others.having(email));
        List<String> named = having.entrySet().stream().filter(one -> !one.getKey().equals(account))
                .map(one -> "account " + one.getKey()
                        + (one.getValue().isEmpty() ? ", which is no customer" : ", which is customer " + one.getValue()))
                .toList();
        return named.isEmpty() ? "" : " The e-mail is that of " + String.join("; ", named);
    }
}
