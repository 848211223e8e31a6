package io.fieldline.servicetitan.customer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.fieldline.sync.pair.SideRecord;
import io.fieldline.sync.pair.WriteOutcome;

/** What a write comes to: what to send, how to see that it took, and what cannot be sent at all. */
final class Draft {

    /** @param field as the write named it */
    record Check(String field, Predicate<SideRecord> took) {}

    /**
     * One change of a contact.
     *
     * @param id of the row; null to add one
     * @param body what to send; null to delete the row
     * @param preferences what to set at a row that was just added; empty for nothing
     * @param fields of the write that it is made of
     */
    record ContactRequest(Long id, Map<String, Object> body, Map<String, Object> preferences, List<String> fields) {}

    private final Map<String, Object> body = new LinkedHashMap<>();
    private final List<ContactRequest> contacts = new ArrayList<>();
    private final List<Check> checks = new ArrayList<>();
    private final Map<String, String> refusals = new LinkedHashMap<>();

    void set(String name, Object value) {
        body.put(name, value);
    }

    void contact(ContactRequest request) {
        contacts.add(request);
    }

    void check(String field, Predicate<SideRecord> took) {
        checks.add(new Check(field, took));
    }

    void refuse(String field, String reason) {
        refusals.put(field, reason);
    }

    Map<String, Object> body() {
        return body;
    }

    List<ContactRequest> contacts() {
        return contacts;
    }

    List<Check> checks() {
        return checks;
    }

    boolean empty() {
        return body.isEmpty() && contacts.isEmpty();
    }

    Optional<WriteOutcome> refused() {
        return refusals.isEmpty()
                ? Optional.empty()
                : Optional.of(new WriteOutcome.Refused(refusals.entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue()).collect(Collectors.joining("; ")),
                        List.copyOf(refusals.keySet())));
    }
}
