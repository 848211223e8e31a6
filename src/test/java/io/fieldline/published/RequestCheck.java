package io.fieldline.published;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Holds a request against its operation; everything that the documents do not allow is a violation. */
final class RequestCheck {

    private static final int IDS = 50;

    private final ValueType types;
    private final PublishedDocuments documents;
    private final PublishedBodies bodies;

    RequestCheck(PublishedDocuments documents, PublishedBodies bodies) {
        this.documents = documents;
        this.bodies = bodies;
        this.types = new ValueType(documents, bodies);
    }

    List<String> violations(DocumentedOperation operation, Map<String, String> pathValues, Call call) {
        List<String> wrong = new ArrayList<>();
        pathValues.forEach((name, value) -> {
            String type = "tenant".equals(name) ? "int64" : operation.pathTypes().getOrDefault(name, "int64");
            value(wrong, name, type, value);
        });
        if (call.query().contains("+")) {
            wrong.add("a plus that is not encoded: " + call.query());
        }
        Map<String, List<String>> parameters = call.parameters();
        if (operation.queryTypes() != null) {
            parameters.forEach((name, values) -> parameter(wrong, operation, name, values));
            operation.queryTypes().forEach((name, type) -> {
                if (type.endsWith("!") && !parameters.containsKey(name)) {
                    wrong.add(name + " is required");
                }
            });
        }
        wrong.addAll(WrittenRules.violations(operation, parameters));
        sort(wrong, operation, call);
        body(wrong, operation, call);
        return wrong;
    }

    private void parameter(List<String> wrong, DocumentedOperation operation, String name, List<String> values) {
        String type = operation.queryTypes().get(documentedName(operation, name));
        if (type == null) {
            wrong.add("the parameter " + name + " is not documented");
            return;
        }
        if (values.size() > 1 && !type.contains("[]")) {
            wrong.add(name + " is given " + values.size() + " times");
        }
        values.forEach(value -> value(wrong, name, type, value));
    }

    /** A dictionary is written customField.Fields[name]=value. */
    private static String documentedName(DocumentedOperation operation, String name) {
        int bracket = name.indexOf('[');
        String plain = bracket > 0 && name.endsWith("]") ? name.substring(0, bracket) : name;
        return "map<string>".equals(operation.queryTypes().get(plain)) ? plain : name;
    }

    private void value(List<String> wrong, String name, String type, String value) {
        String reason = types.wrong(type, value);
        if (reason != null) {
            wrong.add(name + "=" + value + " " + reason);
        }
        if (value.isEmpty()) {
            wrong.add(name + " is empty");
        }
        if (name.equals("ids") && type.startsWith("string")) {
            String[] ids = value.split(",", -1);
            if (ids.length > IDS) {
                wrong.add("ids names " + ids.length + ", " + IDS + " are allowed");
            }
        }
    }

    private void sort(List<String> wrong, DocumentedOperation operation, Call call) {
        String sort = call.parameter("sort", null);
        if (sort == null) {
            return;
        }
        if (!sort.matches("[+-][A-Za-z]+")) {
            wrong.add("sort=" + sort + " names no direction and field");
        } else {
            Set<String> fields = documents.sortFields(operation).orElse(Set.of(sort.substring(1)));
            if (!fields.contains(sort.substring(1))) {
                wrong.add("sort=" + sort + " is none of " + fields);
            }
        }
    }

    private void body(List<String> wrong, DocumentedOperation operation, Call call) {
        if (operation.body().equals("-")) {
            if (call.body().length > 0) {
                wrong.add("a body where none is documented");
            }
        } else if (!call.header("Content-Type").startsWith("multipart/")) {
            try {
                JsonNode body = new JsonMapper().readTree(call.body());
                if (!call.header("Content-Type").startsWith("application/json")) {
                    wrong.add("a body of the type " + call.header("Content-Type"));
                }
                documents.missing(operation.body(), body).forEach(name -> wrong.add("the body lacks " + name));
                bodies.check(operation.body(), body, "body", types, wrong);
            } catch (IOException e) {
                wrong.add("the body is no JSON: " + e.getMessage());
            }
        }
    }
}
