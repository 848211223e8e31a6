package io.fieldline.sandbox.quickbooks;

import java.util.Optional;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The numbers of sales forms. With custom transaction numbers the caller gives them, and none twice in a kind; without, the company
 * counts by itself and what the caller gives is overlooked.
 */
final class DocNumbers {

    private static final int BEFORE_FIRST = 1_000;

    private final Records records;
    private final CompanyPreferences preferences;
    private int last = BEFORE_FIRST;
    private boolean duplicatesAllowed;

    DocNumbers(Records records, CompanyPreferences preferences) {
        this.records = records;
        this.preferences = preferences;
    }

    /** Whether the request under way said <code>include=allowduplicatedocnum</code>. */
    void allowDuplicates(boolean allowed) {
        duplicatesAllowed = allowed;
    }

    void assign(EntityKind kind, ObjectNode form, Optional<ObjectNode> before) {
        if (!preferences.customNumbers()) {
            form.put("DocNumber", before.map(old -> Fields.text(old, "DocNumber")).filter(old -> !old.isEmpty())
                    .orElseGet(() -> Integer.toString(++last)));
            return;
        }
        String number = Fields.text(form, "DocNumber");
        boolean unchanged = before.filter(old -> Fields.text(old, "DocNumber").equals(number)).isPresent();
        if (number.isEmpty() || unchanged || duplicatesAllowed || !preferences.duplicateNumbersRefused()) {
            return;
        }
        records.named(kind, number).stream().filter(other -> Fields.text(other, "DocNumber").equals(number)).findFirst()
                .ifPresent(other -> {
                    throw Refusal.duplicateNumber(kind, number, Fields.text(other, "Id"));
                });
    }
}
