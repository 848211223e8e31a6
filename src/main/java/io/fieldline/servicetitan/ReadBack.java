package io.fieldline.servicetitan;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.fieldline.failure.RejectedRecordException;
import io.fieldline.servicetitan.catalog.Operation;
import io.fieldline.servicetitan.http.ApiRequest;
import io.fieldline.servicetitan.http.Patience;
import io.fieldline.servicetitan.http.ServiceTitanClient;
import io.fieldline.tenant.ServiceTitanAccount;

/** Reads a record after it was written and says which of the fields that were sent did not take. */
final class ReadBack {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ServiceTitanClient client;
    private final Operation get;

    ReadBack(ServiceTitanClient client, Operation get) {
        this.client = client;
        this.get = get;
    }

    /** @throws RejectedRecordException naming the fields that did not take */
    void check(ServiceTitanAccount account, Map<String, String> path, byte[] sent, Object answer) throws IOException {
        String id = path.getOrDefault("id", answer instanceof Map<?, ?> record ? String.valueOf(record.get("id")) : null);
        Map<String, String> getPath = new LinkedHashMap<>(path);
        getPath.put("id", id);
        JsonNode stored = client.call(account, ApiRequest.of(get, getPath, List.of()), Patience.POLL, JSON::readTree).body();
        List<String> ignored = ignored(JSON.readTree(sent), stored);
        if (!ignored.isEmpty()) {
            throw new RejectedRecordException(
                    "ServiceTitan answered the write of " + get.module() + "/" + get.collection() + " " + id
                            + " with success and did not apply " + String.join(", ", ignored));
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

    /** Accounting takes money as a number and answers it as text. */
    private static boolean same(JsonNode sent, JsonNode stored) {
        if (sent.isNumber() && (stored.isNumber() || stored.isTextual() && stored.asText().matches("-?\\d+(\\.\\d+)?"))) {
            return sent.decimalValue().compareTo(new java.math.BigDecimal(stored.asText())) == 0;
        }
        return sent.isNull() ? stored.isNull() || stored.isMissingNode() : sent.equals(stored);
    }
}
