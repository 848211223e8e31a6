package io.fieldline.destination.salesforce;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;

import io.fieldline.failure.RetryLaterException;
import io.fieldline.sync.pair.WriteOutcome;

/** What a refused row means for its record. Codes are those of "Status Codes and Error Responses". */
final class RowOutcomes {

    private static final Set<String> LATER = Set.of("UNABLE_TO_LOCK_ROW", "SERVER_UNAVAILABLE", "REQUEST_RUNNING_TOO_LONG",
            "UNKNOWN_EXCEPTION", "PROCESSING_HALTED", "ALL_OR_NONE_OPERATION_ROLLED_BACK");
    private static final Set<String> GONE = Set.of("ENTITY_IS_DELETED", "NOT_FOUND", "DELETED_ROW");
    private static final Pattern OTHER = Pattern.compile("record with id: ([0-9A-Za-z]{15,18})");

    private RowOutcomes() {}

    /** @param names turns a field of the row into the field as the write named it */
    static WriteOutcome of(RowResult result, String object, UnaryOperator<String> names) {
        String code = result.code();
        String message = result.error().path("message").asText(code);
        if (result.status() == 412) {
            return new WriteOutcome.Stale();
        }
        if (code.equals("REQUEST_LIMIT_EXCEEDED")) {
            throw new RetryLaterException("Salesforce: " + message, SalesforceFailures.LIMIT_PAUSE, null);
        }
        if (LATER.contains(code) || result.status() >= 500) {
            return new WriteOutcome.Later(code + ": " + message);
        }
        List<String> fields = new ArrayList<>();
        result.error().path("fields").forEach(field -> fields.add(names.apply(field.asText())));
        if (GONE.contains(code) || code.equals("INVALID_CROSS_REFERENCE_KEY") && fields.isEmpty()) {
            return new WriteOutcome.Gone();
        }
        if (code.equals("DUPLICATE_VALUE")) {
            return new WriteOutcome.Duplicate(code + ": " + message, candidates(object, message), true);
        }
        if (code.equals("DUPLICATES_DETECTED")) {
            return new WriteOutcome.Duplicate(code + ": " + message, matched(object, result.error()), false);
        }
        return new WriteOutcome.Refused(code + ": " + message, fields);
    }

    /** The accounts that a duplicate rule names: "DuplicateResult" of the API guide. */
    private static List<String> matched(String object, JsonNode error) {
        List<String> ids = new ArrayList<>();
        error.path("duplicateResult").path("matchResults").forEach(match -> match.path("matchRecords").forEach(one -> {
            if (object.equals(SalesforceSchema.ACCOUNT)
                    && one.path("record").path("attributes").path("type").asText(object).equals(object)) {
                ids.add(one.path("record").path("Id").asText());
            }
        }));
        return ids.stream().filter(id -> !id.isEmpty()).distinct().toList();
    }

    /** Only an account's id is a record's. */
    private static List<String> candidates(String object, String message) {
        Matcher other = OTHER.matcher(message);
        return object.equals(SalesforceSchema.ACCOUNT) && other.find() ? List.of(other.group(1)) : List.of();
    }
}
