package io.fieldline.sandbox.quickbooks;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Debits and credits as somebody wrote them down; they must come to the same. */
final class JournalEntries implements EntityRules {

    private static final String DETAIL = "JournalEntryLineDetail";

    private final Accounts accounts;
    private final CompanyPreferences preferences;
    private final TransactionBasics basics;
    private final OpenItems open;

    JournalEntries(Records records, CompanyPreferences preferences, OpenItems open) {
        this.accounts = new Accounts(records);
        this.preferences = preferences;
        this.basics = new TransactionBasics(records, preferences);
        this.open = open;
    }

    @Override
    public void complete(ObjectNode entry, Optional<ObjectNode> before) {
        basics.complete(entry);
        List<ObjectNode> lines = Fields.lines(entry);
        if (lines.size() < 2) {
            throw Refusal.missing("Line");
        }
        lines.forEach(this::completeLine);
        basics.number(lines, before);
        Fields.setLines(entry, lines);
        BigDecimal difference = Journal.sum(postings(entry));
        if (difference.signum() != 0) {
            throw Refusal.business("The debits and the credits of a journal entry must come to the same; they differ by "
                    + difference);
        }
        entry.put("TotalAmt", FormLines.sum(lines.stream().filter(JournalEntries::debit).toList()));
    }

    private void completeLine(ObjectNode line) {
        if (!Fields.text(line, "DetailType").equals(DETAIL)) {
            throw Refusal.business("A journal entry takes lines of type " + DETAIL);
        }
        String side = Fields.text(line, DETAIL + ".PostingType");
        if (!side.equals("Debit") && !side.equals("Credit")) {
            throw Refusal.missing("Line." + DETAIL + ".PostingType");
        }
        if (!Fields.has(line, DETAIL + ".AccountRef")) {
            throw Refusal.missing("Line." + DETAIL + ".AccountRef");
        }
        BigDecimal amount = Fields.wholeCents(line, "Amount");
        if (amount.signum() < 0) {
            throw Refusal.business("The amount of a journal entry's line must be 0 or greater");
        }
        line.put("Amount", amount);
        if (Fields.has(line, DETAIL + ".DepartmentRef") && !preferences.departments()) {
            throw Refusal.business("Location tracking is not turned on");
        }
        if (accounts.isReceivable(Fields.text(line, DETAIL + ".AccountRef.value")) && customer(line).isEmpty()) {
            throw Refusal.business("When you use Accounts Receivable, you must choose a customer in the Name field");
        }
    }

    private static boolean debit(ObjectNode line) {
        return Fields.text(line, DETAIL + ".PostingType").equals("Debit");
    }

    private static String customer(ObjectNode line) {
        return Fields.text(line, DETAIL + ".Entity.Type").equalsIgnoreCase("Customer")
                ? Fields.text(line, DETAIL + ".Entity.EntityRef.value")
                : "";
    }

    @Override
    public List<Posting> postings(ObjectNode entry) {
        return Fields.lines(entry).stream().map(line -> {
            BigDecimal amount = Fields.money(line, "Amount");
            return new Posting(Fields.text(line, DETAIL + ".AccountRef.value"), debit(line) ? amount : amount.negate(),
                    customer(line), Fields.text(line, DETAIL + ".ClassRef.value"),
                    Fields.text(line, DETAIL + ".DepartmentRef.value"));
        }).toList();
    }

    @Override
    public void kept(ObjectNode entry, Optional<ObjectNode> before) {
        // What was settled by it may be on another customer or account now: it has to be settled anew.
        if (before.filter(old -> !postings(old).equals(postings(entry))).isPresent()) {
            open.trim(OpenItems.Target.of(EntityKind.JOURNAL_ENTRY, entry), BigDecimal.ZERO);
        }
    }

    @Override
    public void removing(ObjectNode entry) {
        open.trim(OpenItems.Target.of(EntityKind.JOURNAL_ENTRY, entry), BigDecimal.ZERO);
    }
}
