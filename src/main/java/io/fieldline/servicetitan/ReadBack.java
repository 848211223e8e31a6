package io.fieldline.servicetitan;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.fieldline.failure.RejectedRecordException;
import io.fieldline.failure.RetryLaterException;
import io.fieldline.tenant.ServiceTitanAccount;

/**
 * Reads a record after it was written and says which of the fields that were sent did not take. A write can take some
 * seconds to show, so that a difference counts only when it is still there after two pauses.
 */
final class ReadBack {

    /** How long ServiceTitan was seen to show the state before a write. */
    private static final List<Duration> PAUSES = List.of(Duration.ofSeconds(2), Duration.ofSeconds(10));
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Waits between two readings. */
    @FunctionalInterface
    interface Pause {

        void take(Duration pause) throws InterruptedException;
    }

    private final RecordLookup lookup;
    private final String what;
    private final Pause pause;

    /** @param what the collection, for messages */
    ReadBack(RecordLookup lookup, String what, Pause pause) {
        this.lookup = lookup;
        this.what = what;
        this.pause = pause;
    }

    /** @throws RejectedRecordException naming the fields that did not take */
    void check(ServiceTitanAccount account, Map<String, String> path, String id, byte[] sent) throws IOException {
        JsonNode wanted = JSON.readTree(sent);
        List<String> ignored = List.of();
        boolean found = false;
        for (int reading = 0; reading <= PAUSES.size(); reading++) {
            if (reading > 0) {
                rest(PAUSES.get(reading - 1));
            }
            Optional<Map<?, ?>> stored = lookup.find(account, path, id);
            found = stored.isPresent();
            ignored = found ? ignored(wanted, JSON.valueToTree(stored.get())) : List.of();
            if (found && ignored.isEmpty()) {
                return;
            }
        }
        throw new RejectedRecordException("ServiceTitan answered the write of " + what + " " + id + " with success and "
                + (found ? "did not apply " + String.join(", ", ignored) : "the record cannot be read"));
    }

    private void rest(Duration duration) {
        try {
            pause.take(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RetryLaterException("Interrupted before a write could be read back", e);
        }
    }

    static List<String> ignored(JsonNode sent, JsonNode stored) {
        List<String> ignored = new ArrayList<>();
        compare("", sent, stored, ignored);
        return ignored;
    }

    private static void compare(String path, JsonNode sent, JsonNode stored, List<String> ignored) {
        sent.fields().forEachRemaining(field -> {
            String name = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
            JsonNode value = stored.path(field.getKey());
            if (field.getValue().isObject() && value.isObject()) {
                compare(name, field.getValue(), value, ignored);
            } else if (!same(field.getValue(), value)) {
                ignored.add(name);
            }
        });
    }

    private static boolean same(JsonNode sent, JsonNode stored) {
        if (sent.isNumber()) {
            return sameNumber(sent, stored);
        }
        if (sent.isTextual() && stored.isTextual()) {
            return sent.equals(stored) || sameTime(sent.asText(), stored.asText());
        }
        if (sent.isArray() && stored.isArray()) {
            return sameElements(sent, stored);
        }
        return sent.isNull() ? stored.isNull() || stored.isMissingNode() : sent.equals(stored);
    }

    /** Accounting takes money as a number and answers it as text. */
    private static boolean sameNumber(JsonNode sent, JsonNode stored) {
        boolean number = stored.isNumber() || stored.isTextual() && stored.asText().matches("-?\\d+(\\.\\d+)?");
        return number && sent.decimalValue().compareTo(new BigDecimal(stored.asText())) == 0;
    }

    /** Times come back with seven digits after the second, however they were sent. */
    private static boolean sameTime(String sent, String stored) {
        try {
            return Instant.parse(sent).equals(Instant.parse(stored));
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** What ServiceTitan adds to the elements, such as their ids, is no difference. */
    private static boolean sameElements(JsonNode sent, JsonNode stored) {
        if (sent.size() != stored.size()) {
            return false;
        }
        for (int index = 0; index < sent.size(); index++) {
            JsonNode one = sent.get(index);
            JsonNode other = stored.get(index);
            boolean same = one.isObject() && other.isObject() ? ignored(one, other).isEmpty() : same(one, other);
            if (!same) {
                return false;
            }
        }
        return true;
    }
}
