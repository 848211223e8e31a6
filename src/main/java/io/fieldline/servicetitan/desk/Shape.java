package io.fieldline.servicetitan.desk;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.Quoted;
import io.fieldline.servicetitan.desk.record.Trees;

/** A JSON schema of type object in the making. Short, because clients are shown all of them at once. */
final class Shape {

    private final ObjectNode schema = Trees.object().put("type", "object");
    private final ObjectNode properties = schema.putObject("properties");

    static Shape object() {
        return new Shape();
    }

    /** What a tool is asked. */
    static Shape input() {
        return new Shape().with("tenant", "string", "").required("tenant");
    }

    /** What a tool answers that lists something. */
    static Shape listed(Shape row) {
        return new Shape().with("total", "integer", "").list("items", row).with("nextCursor", "string", "").with("leftOut",
                "string", "");
    }

    /** What a tool answers that changes something, beside what was read back. */
    static Shape made() {
        return new Shape().list("made", new Shape().with("resource", "string", "").with("id", "string", ""));
    }

    /** @param description empty where the name says it all */
    Shape with(String name, String type, String description) {
        ObjectNode property = properties.putObject(name).put("type", type);
        if (!description.isEmpty()) {
            property.put("description", description);
        }
        return this;
    }

    Shape text(String name, String description) {
        return with(name, "string", description);
    }

    Shape texts(String name, String description) {
        with(name, "array", description);
        ((ObjectNode) properties.get(name)).putObject("items").put("type", "string");
        return this;
    }

    Shape ids(String... names) {
        for (String name : names) {
            with(name, "integer", "");
        }
        return this;
    }

    Shape plain(String... names) {
        for (String name : names) {
            with(name, "string", "");
        }
        return this;
    }

    Shape numbers(String... names) {
        for (String name : names) {
            with(name, "number", "");
        }
        return this;
    }

    Shape choice(String name, String description, String... values) {
        with(name, "string", description);
        ArrayNode choices = ((ObjectNode) properties.get(name)).putArray("enum");
        for (String value : values) {
            choices.add(value);
        }
        return this;
    }

    /** @param kind <code>name</code>, <code>phone</code>, <code>email</code> or <code>address</code> */
    Shape personal(String name, String kind) {
        return about(name, kind, "");
    }

    /** An argument that may name a customer, or anything by which one is known. */
    Shape person(String name, String description) {
        about(name, "name", description);
        ((ObjectNode) properties.get(name)).put("x-lookup", true);
        return this;
    }

    /** An argument that is personal. */
    Shape about(String name, String kind, String description) {
        with(name, "string", description);
        ((ObjectNode) properties.get(name)).put("x-personal", kind);
        return this;
    }

    /** What somebody wrote. */
    Shape quoted(String... names) {
        for (String name : names) {
            properties.set(name, Quoted.schema());
        }
        return this;
    }

    Shape list(String name, Shape element) {
        ObjectNode list = properties.putObject(name).put("type", "array");
        list.set("items", element.node());
        return this;
    }

    Shape nested(String name, Shape shape) {
        properties.set(name, shape.node());
        return this;
    }

    Shape paged() {
        return text("cursor", "nextCursor");
    }

    Shape required(String... names) {
        ArrayNode required = schema.withArrayProperty("required");
        for (String name : names) {
            required.add(name);
        }
        return this;
    }

    ObjectNode node() {
        return schema;
    }
}
