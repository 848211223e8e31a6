package io.fieldline.servicetitan.desk;

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.Label;
import io.fieldline.agent.tool.Quoted;
import io.fieldline.servicetitan.accounting.Html;
import io.fieldline.servicetitan.desk.record.Trees;

/**
 * Any record, with what is about persons and what people wrote set apart from the rest, each by its place in the record:
 * the answer's schema can say of them what they are, whatever the record is.
 */
final class RawRecord {

    private static final Set<String> PLACE = Set.of("street", "unit", "city", "state", "zip", "country", "latitude",
            "longitude");
    private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+");
    private static final Pattern CALLED = Pattern.compile("(?i).*(phone|fax|caller).*");
    private static final Pattern NAMED = Pattern.compile("(name|.*Name|createdBy)");
    /** Modules whose names are those of things. */
    private static final Set<String> OF_THINGS = Set.of("pricebook", "marketing", "inventory", "reporting");
    /** What people write there may be a single word. */
    private static final Set<String> WRITTEN = Set.of("value", "text", "note", "memo", "summary", "description", "title",
            "comment", "comments", "customerPo", "specialInstructions");
    private static final int LONGEST_CODE = 64;

    private final String module;
    private final ObjectNode shown = Trees.object();

    private RawRecord(String module) {
        this.module = module;
    }

    static Shape shape() {
        return Shape.object().with("fields", "object", "").list("names", found("name")).list("phones", found("phone"))
                .list("emails", found("email")).list("addresses", found("address"))
                .list("texts", Shape.object().plain("at").quoted("value"));
    }

    private static Shape found(String kind) {
        return Shape.object().plain("at").personal("value", kind);
    }

    static ObjectNode of(String module, JsonNode record) {
        RawRecord raw = new RawRecord(module);
        JsonNode rest = raw.rest("", "", record, record);
        if (rest != null) {
            raw.shown.set("fields", rest.isObject() ? rest : Trees.object().set("value", rest));
        }
        return raw.shown;
    }

    /** What is neither about a person nor written by one; null where nothing is left. */
    private JsonNode rest(String path, String name, JsonNode value, JsonNode parent) {
        if (value.isObject()) {
            ObjectNode rest = Trees.object();
            for (Map.Entry<String, JsonNode> field : value.properties()) {
                JsonNode left = rest(path.isEmpty() ? field.getKey() : path + "." + field.getKey(), field.getKey(),
                        field.getValue(), value);
                if (left != null) {
                    rest.set(field.getKey(), left);
                }
            }
            return rest.isEmpty() ? null : rest;
        }
        if (value.isArray()) {
            ArrayNode rest = ((ArrayNode) value).arrayNode();
            for (int index = 0; index < value.size(); index++) {
                JsonNode left = rest(path + "." + index, name, value.get(index), parent);
                if (left != null) {
                    rest.add(left);
                }
            }
            return rest.isEmpty() ? null : rest;
        }
        String kind = value.isNull() ? "empty" : kind(name, value, parent);
        if (kind.isEmpty()) {
            return value;
        }
        apart(kind, path, value);
        return null;
    }

    private void apart(String kind, String path, JsonNode value) {
        if (kind.equals("texts")) {
            shown.withArrayProperty(kind).addObject().put("at", path).set("value", Quoted.of(Html.plain(value.asText())));
        } else if (!kind.equals("empty")) {
            shown.withArrayProperty(kind).addObject().put("at", path).put("value", Label.of(value.asText()));
        }
    }

    private String kind(String name, JsonNode value, JsonNode parent) {
        String text = value.asText();
        if (PLACE.contains(name) || name.endsWith("Street") || name.endsWith("Zip")) {
            return text.isEmpty() ? "empty" : "addresses";
        }
        if (!value.isTextual()) {
            return phone(name, value, parent) ? "phones" : "";
        }
        if (text.isBlank()) {
            return "empty";
        }
        if (EMAIL.matcher(text).matches()) {
            return "emails";
        }
        if (phone(name, value, parent)) {
            return "phones";
        }
        if (NAMED.matcher(name).matches() && !OF_THINGS.contains(module)) {
            return "names";
        }
        return text.matches("\\S+") && text.length() <= LONGEST_CODE && !WRITTEN.contains(name) ? "" : "texts";
    }

    private static boolean phone(String name, JsonNode value, JsonNode parent) {
        if (value.isBoolean()) {
            return false;
        }
        String text = value.asText();
        boolean contact = name.equals("value") && parent.path("type").asText().matches(".*(Phone|Fax)");
        return contact || CALLED.matcher(name).matches() && text.matches(".*\\d.*")
                || PhoneLike.is(value) && !PhoneLike.ofAThing(name);
    }
}
