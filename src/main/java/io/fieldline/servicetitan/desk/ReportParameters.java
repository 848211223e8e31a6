package io.fieldline.servicetitan.desk;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.RefusedCallException;
import io.fieldline.servicetitan.desk.record.Trees;

/** What a report is asked with, held against its definition: each report has parameters of its own. */
final class ReportParameters {

    private static final int VALUES = 20;

    private ReportParameters() {}

    /**
     * @param declared as the report's definition has them
     * @param given by name
     * @throws RefusedCallException with the declared ones, when the given ones do not fit
     */
    static ObjectNode body(JsonNode declared, JsonNode given) {
        List<String> wrong = new ArrayList<>();
        ObjectNode body = Trees.object();
        ArrayNode parameters = body.putArray("parameters");
        for (JsonNode parameter : declared) {
            String name = parameter.path("name").asText();
            JsonNode value = given.path(name);
            if (value.isMissingNode() || value.isNull()) {
                if (parameter.path("isRequired").asBoolean()) {
                    wrong.add(name + " is required");
                }
                continue;
            }
            if (!fits(parameter, value)) {
                wrong.add(name + " must be " + (parameter.path("isArray").asBoolean() ? "a list of " : "a ")
                        + kind(parameter));
            }
            parameters.addObject().put("name", name).set("value", value);
        }
        given.properties().stream().map(field -> field.getKey()).filter(name -> !declares(declared, name))
                .forEach(name -> wrong.add(name + " is no parameter of the report"));
        if (!wrong.isEmpty()) {
            throw new RefusedCallException("invalid_argument", "parameters: " + String.join("; ", wrong) + ".",
                    described(declared));
        }
        return body;
    }

    private static boolean declares(JsonNode declared, String name) {
        for (JsonNode parameter : declared) {
            if (parameter.path("name").asText().equals(name)) {
                return true;
            }
        }
        return false;
    }

    private static boolean fits(JsonNode parameter, JsonNode value) {
        if (parameter.path("isArray").asBoolean() != value.isArray()) {
            return false;
        }
        for (JsonNode one : value.isArray() ? value : Trees.object().arrayNode().add(value)) {
            boolean fits = switch (parameter.path("dataType").asText()) {
                case "Number" -> one.isNumber();
                case "Boolean" -> one.isBoolean();
                case "Date" -> one.isTextual() && one.asText().matches("\\d{4}-\\d{2}-\\d{2}");
                default -> one.isValueNode();
            };
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    private static String kind(JsonNode parameter) {
        return switch (parameter.path("dataType").asText()) {
            case "Number" -> "number";
            case "Boolean" -> "true or false";
            case "Date" -> "date such as 2026-03-09";
            case "Time" -> "time";
            default -> "text";
        };
    }

    private static ObjectNode described(JsonNode declared) {
        ObjectNode details = Trees.object();
        ArrayNode parameters = details.putArray("parameters");
        declared.forEach(parameter -> {
            ObjectNode one = parameters.addObject().put("parameter", parameter.path("name").asText())
                    .put("label", parameter.path("label").asText()).put("type", parameter.path("dataType").asText())
                    .put("list", parameter.path("isArray").asBoolean())
                    .put("required", parameter.path("isRequired").asBoolean());
            JsonNode accepted = parameter.path("acceptValues");
            if (accepted.path("values").size() > 0) {
                ArrayNode values = one.putArray("values");
                accepted.path("values").valueStream().limit(VALUES).forEach(values::add);
            }
            if (accepted.hasNonNull("dynamicSetId")) {
                one.put("dynamicSet", accepted.path("dynamicSetId").asText());
            }
        });
        return details;
    }
}
