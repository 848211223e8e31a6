package io.fieldline.mcp.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.Door;
import io.fieldline.agent.tool.Hints;
import io.fieldline.agent.tool.ToolDescription;

/** Lets one client use the fixtures, and has a tool of its own whose schema must arrive as it is. */
final class ConformanceDoor implements Door {

    static final String KEY = "flk_conformance";

    private static final String PACK = "fixtures";
    private static final Caller SUITE = new Caller("suite", Optional.empty());

    @Override
    public Optional<Caller> withKey(String key) {
        return key.equals(KEY) ? Optional.of(SUITE) : Optional.empty();
    }

    @Override
    public Optional<Caller> withToken(String issuer, String subject, Set<String> scopes) {
        return Optional.empty();
    }

    @Override
    public boolean anybody() {
        return true;
    }

    @Override
    public Set<String> issuers() {
        return Set.of();
    }

    @Override
    public List<String> tenants(Caller caller) {
        return List.of();
    }

    @Override
    public List<Pack> packs(Caller caller) {
        return List.of(new Pack(PACK, "What the suite asks for.", true));
    }

    @Override
    public List<ToolDescription> tools(Caller caller, Set<String> packs) {
        List<ToolDescription> tools = new ArrayList<>();
        tools.add(describe("json_schema_2020_12_tool", schema()));
        FixtureTools.NAMES
                .forEach(name -> tools.add(describe(name, JsonNodeFactory.instance.objectNode().put("type", "object"))));
        return tools;
    }

    private static ToolDescription describe(String name, ObjectNode input) {
        return new ToolDescription(name, name, "A tool that the suite asks for.", PACK, input,
                JsonNodeFactory.instance.objectNode().put("type", "object"), Hints.reading());
    }

    private static ObjectNode schema() {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("$schema", "https://json-schema.org/draft/2020-12/schema")
                .put("type", "object");
        ObjectNode address = schema.putObject("$defs").putObject("address").put("type", "object");
        ObjectNode parts = address.putObject("properties");
        parts.putObject("street").put("type", "string");
        parts.putObject("city").put("type", "string");
        ObjectNode properties = schema.putObject("properties");
        properties.putObject("name").put("type", "string");
        properties.putObject("address").put("$ref", "#/$defs/address");
        return schema.put("additionalProperties", false);
    }

    @Override
    public void shown(Caller caller, String what, ObjectNode arguments) {
        // Nobody keeps what the suite reads.
    }

    @Override
    public ObjectNode call(Caller caller, String tool, ObjectNode arguments, Attention attention) {
        return JsonNodeFactory.instance.objectNode().set("given", arguments);
    }
}
