package io.fieldline.sandbox.salesforce;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.sandbox.salesforce.FieldDefinition.Trait;

/** An object and its fields. Names of fields are found in any case, as Salesforce finds them. */
final class ObjectType {

    private final String name;
    private final String prefix;
    /** Relations by their name, such as Account by way of AccountId. */
    private final Map<String, String> parents = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<String, FieldDefinition> fields = new ConcurrentSkipListMap<>(String.CASE_INSENSITIVE_ORDER);

    ObjectType(String name, String prefix, Map<String, String> parents, List<FieldDefinition> fields) {
        this.name = name;
        this.prefix = prefix;
        this.parents.putAll(parents);
        fields.forEach(this::add);
    }

    String name() {
        return name;
    }

    /** What every id of this object begins with. */
    String prefix() {
        return prefix;
    }

    Collection<FieldDefinition> fields() {
        return fields.values();
    }

    void add(FieldDefinition field) {
        fields.put(field.name(), field);
    }

    Optional<FieldDefinition> field(String wanted) {
        return Optional.ofNullable(fields.get(wanted));
    }

    FieldDefinition known(String wanted) {
        return field(wanted).orElseThrow(() -> ApiError.invalidField(name, wanted));
    }

    /** The field that holds the parent's id, where the name is that of a relation. */
    Optional<String> parentField(String relation) {
        return Optional.ofNullable(parents.get(relation));
    }

    FieldDefinition externalId(String wanted) {
        return field(wanted).filter(field -> field.is(Trait.EXTERNAL_ID)).orElseThrow(() -> new ApiError(404, "NOT_FOUND",
                "Provided external ID field does not exist or is not accessible: " + wanted));
    }

    ObjectNode describe() {
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("name", name).put("label", name)
                .put("keyPrefix", prefix).put("createable", true).put("updateable", true).put("queryable", true);
        ArrayNode all = answer.putArray("fields");
        fields.values().forEach(field -> all.add(describe(field)));
        return answer;
    }

    private static ObjectNode describe(FieldDefinition field) {
        boolean writable = !field.is(Trait.READ_ONLY);
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("name", field.name()).put("label", field.label())
                .put("type", field.type()).put("length", field.length()).put("createable", writable)
                .put("updateable", writable).put("nillable", !field.is(Trait.REQUIRED) && !field.type().equals("boolean"))
                .put("defaultedOnCreate", field.type().equals("boolean")).put("calculated", false)
                .put("custom", field.custom()).put("externalId", field.is(Trait.EXTERNAL_ID))
                .put("unique", field.is(Trait.UNIQUE)).put("restrictedPicklist", field.is(Trait.RESTRICTED))
                .put("filterable", !(field.type().equals("textarea") && field.length() > 255));
        ArrayNode choices = node.putArray("picklistValues");
        field.choices().forEach(choice -> choices.addObject().put("active", true).put("value", choice).put("label", choice)
                .put("defaultValue", false));
        return node;
    }
}
