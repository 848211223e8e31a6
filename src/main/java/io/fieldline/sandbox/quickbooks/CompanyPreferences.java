package io.fieldline.sandbox.quickbooks;

import java.time.LocalDate;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What the company has chosen, as its Preferences say, and the few choices that the API does not show. */
final class CompanyPreferences {

    static final String ID = "1";

    private final Records records;
    private final QuickBooksSettings.Tax tax;
    private boolean duplicateNumbersRefused = true;
    private boolean closedPeriodsHeld = true;

    CompanyPreferences(Records records, QuickBooksSettings.Tax tax) {
        this.records = records;
        this.tax = tax;
    }

    void refuseDuplicateNumbers(boolean refused) {
        duplicateNumbersRefused = refused;
    }

    /** Without a closing password the closing date is no more than a warning, which the API does not hear. */
    void holdClosedPeriods(boolean held) {
        closedPeriodsHeld = held;
    }

    boolean duplicateNumbersRefused() {
        return duplicateNumbersRefused;
    }

    QuickBooksSettings.Tax tax() {
        return tax;
    }

    boolean customNumbers() {
        return is("SalesFormsPrefs.CustomTxnNumbers");
    }

    boolean autoApply() {
        return is("SalesFormsPrefs.AutoApplyCredit");
    }

    boolean departments() {
        return is("AccountingInfoPrefs.TrackDepartments");
    }

    boolean classesByTransaction() {
        return is("AccountingInfoPrefs.ClassTrackingPerTxn");
    }

    boolean classesByLine() {
        return is("AccountingInfoPrefs.ClassTrackingPerTxnLine");
    }

    /** @throws Refusal where the books of that day are closed */
    void checkOpen(LocalDate day) {
        boolean closed = closingDate().filter(closing -> !day.isAfter(closing)).isPresent();
        if (closed && closedPeriodsHeld) {
            throw Refusal.closed();
        }
    }

    private Optional<LocalDate> closingDate() {
        ObjectNode preferences = records.existing(EntityKind.PREFERENCES, ID);
        return Fields.text(preferences, "AccountingInfoPrefs.BookCloseDate").isEmpty()
                ? Optional.empty()
                : Optional.of(Fields.date(preferences, "AccountingInfoPrefs.BookCloseDate"));
    }

    private boolean is(String path) {
        return Fields.at(records.existing(EntityKind.PREFERENCES, ID), path).asBoolean();
    }
}
