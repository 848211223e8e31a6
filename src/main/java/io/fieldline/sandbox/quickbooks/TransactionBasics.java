package io.fieldline.sandbox.quickbooks;

import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What every transaction has: a date, a number, a currency, a note, lines with numbers, class and location. */
final class TransactionBasics {

    private static final int LONGEST_NUMBER = 21;
    private static final int LONGEST_NOTE = 4_000;
    private static final int LONGEST_DESCRIPTION = 4_000;
    private static final int MOST_LINES = 750;

    private final Records records;
    private final CompanyPreferences preferences;

    TransactionBasics(Records records, CompanyPreferences preferences) {
        this.records = records;
        this.preferences = preferences;
    }

    void complete(ObjectNode transaction) {
        if (!Fields.has(transaction, "TxnDate")) {
            transaction.put("TxnDate", records.today().toString());
        }
        Fields.date(transaction, "TxnDate");
        length(transaction, "DocNumber", LONGEST_NUMBER);
        length(transaction, "PaymentRefNum", LONGEST_NUMBER);
        length(transaction, "PrivateNote", LONGEST_NOTE);
        transaction.putObject("CurrencyRef").put("value", "USD").put("name", "United States Dollar");
        tracked(transaction);
    }

    /** Gives lines their ids and numbers. An id that the transaction had before stays with its line. */
    void number(List<ObjectNode> lines, Optional<ObjectNode> before) {
        if (lines.size() > MOST_LINES) {
            throw Refusal.business("A transaction has " + MOST_LINES + " lines at most, not " + lines.size());
        }
        List<String> known = before.map(old -> Fields.lines(old).stream().map(line -> Fields.text(line, "Id"))
                .filter(id -> !id.isEmpty()).toList()).orElse(List.of());
        int last = known.stream().mapToInt(Integer::parseInt).max().orElse(0);
        int number = 0;
        for (ObjectNode line : lines) {
            length(line, "Description", LONGEST_DESCRIPTION);
            if (!known.contains(Fields.text(line, "Id"))) {
                line.put("Id", Integer.toString(++last));
            }
            line.put("LineNum", ++number);
        }
    }

    private static void length(ObjectNode record, String property, int most) {
        String text = Fields.text(record, property);
        if (text.length() > most) {
            throw Refusal.length(property, 0, most, text.length());
        }
    }

    private void tracked(ObjectNode transaction) {
        if (Fields.has(transaction, "DepartmentRef") && !preferences.departments()) {
            throw Refusal.business("Location tracking is not turned on");
        }
        if (Fields.has(transaction, "ClassRef") && !preferences.classesByTransaction()) {
            throw Refusal.business("Class tracking for whole transactions is not turned on");
        }
        boolean byLine = Fields.lines(transaction).stream()
                .anyMatch(line -> Fields.has(line, Fields.text(line, "DetailType") + ".ClassRef"));
        if (byLine && !preferences.classesByLine()) {
            throw Refusal.business("Class tracking for each line is not turned on");
        }
    }
}
