package io.fieldline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Tool;

/** A client of the protocol, and all that it heard. */
final class Agent implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final List<String> PACKS = List.of("accounting", "reporting", "operations", "fieldline");

    private final AgentOffice office;
    private final McpSyncClient client;
    private final List<String> heard = new ArrayList<>();

    /** An answer, and whether it is a refusal. */
    record Heard(boolean refused, JsonNode content) {}

    Agent(AgentOffice office, URI service, String key, Duration longest) {
        this.office = office;
        this.client = McpClient.sync(HttpClientStreamableHttpTransport.builder(service.toString())
                .customizeRequest(request -> request.header("Authorization", "Bearer " + key)).build())
                .requestTimeout(longest).build();
        client.initialize();
    }

    McpSyncClient client() {
        return client;
    }

    /** Everything that it was answered, as text. */
    String heard() {
        return String.join("\n", heard);
    }

    Heard ask(String tool, Map<String, Object> arguments) {
        CallToolResult result = client.callTool(new CallToolRequest(tool, arguments));
        heard.add(JSON.valueToTree(result).toString());
        return new Heard(Boolean.TRUE.equals(result.isError()), JSON.valueToTree(result.structuredContent()));
    }

    JsonNode call(String tool, Map<String, Object> arguments) {
        Heard answer = ask(tool, arguments);
        assertThat(answer.refused()).as(tool + " " + arguments + ": " + answer.content()).isFalse();
        return answer.content();
    }

    JsonNode call(String tool, String arguments) {
        return call(tool, arguments(arguments));
    }

    /** The code, message and details of a refusal. */
    JsonNode refused(String tool, Map<String, Object> arguments) {
        Heard answer = ask(tool, arguments);
        assertThat(answer.refused()).as(tool + " " + arguments + ": " + answer.content()).isTrue();
        return answer.content();
    }

    JsonNode plan(String tool, Map<String, Object> arguments) {
        return call(tool, arguments).path("plan");
    }

    /** Both calls, with the approval in between where it is asked for. */
    JsonNode done(String tool, Map<String, Object> arguments) {
        return carriedOut(tool, arguments, plan(tool, arguments));
    }

    JsonNode carriedOut(String tool, Map<String, Object> arguments, JsonNode plan) {
        if (plan.has("approval")) {
            office.approve(plan.at("/approval/plan").asText());
        }
        return call(tool, with(arguments, "token", plan.path("token").asText()));
    }

    JsonNode undone(String tenant, JsonNode done) {
        return done("undo", Map.of("tenant", tenant, "auditId", done.path("undo").asText()));
    }

    static Map<String, Object> with(Map<String, Object> arguments, String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(arguments);
        more.put(name, value);
        return more;
    }

    /** @param text as JSON, with single quotes for readability; the tenant may be left out */
    @SuppressWarnings("unchecked")
    static Map<String, Object> arguments(String text) {
        try {
            Map<String, Object> arguments = JSON.readValue(text.replace('\'', '"'), LinkedHashMap.class);
            arguments.putIfAbsent("tenant", AgentOffice.TENANT);
            return arguments;
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }

    /** Every tool that it may use, of all packs, by name. */
    Map<String, Tool> tools() {
        Map<String, Tool> tools = new TreeMap<>();
        client.listTools().tools().forEach(tool -> tools.put(tool.name(), tool));
        for (String pack : PACKS) {
            call("open_pack", Map.of("pack", pack));
            client.listTools().tools().forEach(tool -> tools.put(tool.name(), tool));
        }
        return tools;
    }

    @Override
    public void close() {
        client.closeGracefully();
    }
}
