package io.fieldline.destination.hubspot;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.sync.pair.WriteOutcome;

/**
 * Writes objects of one kind in batches and says of each what became of it. Every input bears a trace id, so that HubSpot
 * writes what it can and names what it cannot; a batch that it refuses as a whole is halved until the culprits are alone.
 */
final class ObjectWriter {

    private final HubSpotClient client;
    private final ObjectReader objects;
    private final PropertyCatalogue catalogue;

    /** @param id HubSpot's own for an update, the unique property's value for an upsert */
    record Input(String id, Map<String, String> properties) {}

    /** One of the two is null. */
    record Result(HubSpotObject object, WriteOutcome failure) {

        boolean failed() {
            return failure != null;
        }
    }

    ObjectWriter(HubSpotClient client, ObjectReader objects, PropertyCatalogue catalogue) {
        this.client = client;
        this.objects = objects;
        this.catalogue = catalogue;
    }

    /** @return a result for each input, in their order; no more than a hundred */
    List<Result> update(CrmObject object, List<Input> inputs) {
        return checked(object, inputs, send(object, "update", null, inputs));
    }

    /** @return a result for each input, in their order; no more than a hundred */
    List<Result> upsert(CrmObject object, String idProperty, List<Input> inputs) {
        return checked(object, inputs, send(object, "upsert", idProperty, inputs));
    }

    private List<Result> send(CrmObject object, String verb, String idProperty, List<Input> inputs) {
        if (inputs.isEmpty()) {
            return List.of();
        }
        Answer answer = client.post(object.path() + "/batch/" + verb, body(idProperty, inputs));
        if (!answer.refused()) {
            return results(object, idProperty, inputs, answer.body());
        }
        if (inputs.size() == 1) {
            return List.of(new Result(null, HubSpotFailures.ofRecord(object, answer.status(), answer.body())));
        }
        List<Result> halves = new ArrayList<>(send(object, verb, idProperty, inputs.subList(0, inputs.size() / 2)));
        halves.addAll(send(object, verb, idProperty, inputs.subList(inputs.size() / 2, inputs.size())));
        return halves;
    }

    private static ObjectNode body(String idProperty, List<Input> inputs) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        for (int index = 0; index < inputs.size(); index++) {
            ObjectNode input = body.withArrayProperty("inputs").addObject().put("id", inputs.get(index).id());
            if (idProperty != null) {
                input.put("idProperty", idProperty);
            }
            input.put("objectWriteTraceId", Integer.toString(index));
            ObjectNode properties = input.putObject("properties");
            inputs.get(index).properties().forEach(properties::put);
        }
        return body;
    }

    private List<Result> results(CrmObject object, String idProperty, List<Input> inputs, JsonNode body) {
        Result[] results = new Result[inputs.size()];
        JsonNode written = body.path("results");
        for (int index = 0; index < written.size(); index++) {
            JsonNode one = written.get(index);
            int input = place(one.path("objectWriteTraceId"), one.path("id").asText(),
                    one.path("properties").path(Objects.toString(idProperty, "")).asText(""), idProperty, inputs);
            input = input < 0 && written.size() == inputs.size() ? index : input;
            if (input >= 0) {
                results[input] = new Result(HubSpotObject.of(object, one), null);
            }
        }
        for (JsonNode error : body.path("errors")) {
            failed(object, idProperty, inputs, error, results);
        }
        for (int index = 0; index < results.length; index++) {
            if (results[index] == null) {
                results[index] = new Result(null, new WriteOutcome.Later("HubSpot did not say what became of it"));
            }
        }
        return List.of(results);
    }

    /** An error names its input by trace id, or several by their ids. */
    private static void failed(CrmObject object, String idProperty, List<Input> inputs, JsonNode error, Result[] results) {
        JsonNode context = error.path("context");
        Result failure = new Result(null, HubSpotFailures.ofRecord(object, 0, error));
        for (String name : List.of("objectWriteTraceId", "ids", "id")) {
            boolean trace = name.equals("objectWriteTraceId");
            Iterable<JsonNode> values = context.path(name).isArray() ? context.path(name) : List.of(context.path(name));
            for (JsonNode value : values) {
                int input = place(trace ? value : JsonNodeFactory.instance.missingNode(), trace ? "" : value.asText(""),
                        trace ? "" : value.asText(""), idProperty, inputs);
                if (input >= 0 && results[input] == null) {
                    results[input] = failure;
                }
            }
        }
    }

    private static int place(JsonNode trace, String id, String unique, String idProperty, List<Input> inputs) {
        if (trace.asText("").matches("\\d{1,3}") && trace.asInt() < inputs.size()) {
            return trace.asInt();
        }
        String wanted = idProperty == null ? id : unique;
        for (int index = 0; index < inputs.size(); index++) {
            if (!wanted.isEmpty() && inputs.get(index).id().equals(wanted)) {
                return index;
            }
        }
        return -1;
    }

    /** Success counts when the object holds what was written: as the answer shows, else as a read does. */
    private List<Result> checked(CrmObject object, List<Input> inputs, List<Result> results) {
        List<Result> checked = new ArrayList<>(results);
        List<String> doubted = new ArrayList<>();
        for (int index = 0; index < results.size(); index++) {
            Result result = results.get(index);
            if (!result.failed() && !result.object().given().containsAll(inputs.get(index).properties().keySet())) {
                doubted.add(result.object().id());
            }
        }
        Map<String, HubSpotObject> read = new HashMap<>();
        if (!doubted.isEmpty()) {
            objects.byIds(object, doubted, properties(object, inputs)).forEach(one -> read.put(one.id(), one));
        }
        for (int index = 0; index < results.size(); index++) {
            if (!results.get(index).failed()) {
                HubSpotObject written = results.get(index).object();
                checked.set(index, check(object, inputs.get(index), read.getOrDefault(written.id(), written)));
            }
        }
        return checked;
    }

    private static List<String> properties(CrmObject object, List<Input> inputs) {
        List<String> names = new ArrayList<>(inputs.stream().flatMap(input -> input.properties().keySet().stream())
                .distinct().toList());
        names.add(object.modified());
        return names;
    }

    private Result check(CrmObject object, Input input, HubSpotObject held) {
        List<String> other = input.properties().entrySet().stream()
                .filter(property -> !PropertyValues.same(property.getValue(), held.value(property.getKey()),
                        catalogue.type(object, property.getKey())))
                .map(property -> object.field(property.getKey())).toList();
        return other.isEmpty()
                ? new Result(held, null)
                : new Result(null, new WriteOutcome.Refused("HubSpot said it was written, and holds something else", other));
    }
}
