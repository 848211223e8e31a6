package io.fieldline.mcp.conformance;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

import io.quarkiverse.mcp.server.AudioContent;
import io.quarkiverse.mcp.server.ElicitationRequest;
import io.quarkiverse.mcp.server.ElicitationRequest.BooleanSchema;
import io.quarkiverse.mcp.server.ElicitationRequest.EnumSchema;
import io.quarkiverse.mcp.server.ElicitationRequest.MultiSelectEnumSchema;
import io.quarkiverse.mcp.server.ElicitationRequest.NumberSchema;
import io.quarkiverse.mcp.server.ElicitationRequest.PrimitiveSchema;
import io.quarkiverse.mcp.server.ElicitationRequest.SingleSelectEnumSchema;
import io.quarkiverse.mcp.server.ElicitationRequest.StringSchema;
import io.quarkiverse.mcp.server.ElicitationResponse;
import io.quarkiverse.mcp.server.EmbeddedResource;
import io.quarkiverse.mcp.server.ImageContent;
import io.quarkiverse.mcp.server.SamplingMessage;
import io.quarkiverse.mcp.server.TextContent;
import io.quarkiverse.mcp.server.TextResourceContents;
import io.quarkiverse.mcp.server.ToolCallException;
import io.quarkiverse.mcp.server.ToolManager;
import io.quarkiverse.mcp.server.ToolManager.ToolArguments;
import io.quarkiverse.mcp.server.ToolResponse;
import io.vertx.core.json.JsonObject;

/** The tools that the suite calls. */
final class FixtureTools {

    /** A red dot. */
    static final String PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==";

    private static final String WAV = "UklGRiYAAABXQVZFZm10IBAAAAABAAEAQB8AAAB9AAACABAAZGF0YQIAAAA=";

    private static final Map<String, Function<ToolArguments, ToolResponse>> TOOLS = Map.ofEntries(
            Map.entry("test_simple_text", call -> ToolResponse.success("This is a simple text response for testing.")),
            Map.entry("test_image_content", call -> ToolResponse.success(new ImageContent(PNG, "image/png"))),
            Map.entry("test_audio_content", call -> ToolResponse.success(new AudioContent(WAV, "audio/wav"))),
            Map.entry("test_embedded_resource",
                    call -> ToolResponse.success(new EmbeddedResource(new TextResourceContents("test://embedded-resource",
                            "This is an embedded resource content.", "text/plain")))),
            Map.entry("test_multiple_content_types", call -> ToolResponse.success(List.of(
                    new TextContent("Multiple content types test:"), new ImageContent(PNG, "image/png"),
                    new EmbeddedResource(new TextResourceContents("test://mixed-content-resource",
                            "{\"test\":\"data\",\"value\":123}", "application/json"))))),
            Map.entry("test_error_handling", call -> {
                throw new ToolCallException("This tool intentionally returns an error for testing");
            }), Map.entry("test_tool_with_logging", FixtureTools::log),
            Map.entry("test_tool_with_progress", FixtureTools::advance), Map.entry("test_sampling", FixtureTools::sample),
            Map.entry("test_elicitation", FixtureTools::ask),
            Map.entry("test_elicitation_sep1034_defaults", FixtureTools::askWithDefaults),
            Map.entry("test_elicitation_sep1330_enums", FixtureTools::askWithChoices));

    static final List<String> NAMES = List.copyOf(TOOLS.keySet());

    private FixtureTools() {}

    /** The library knows numbers, and no integers. */
    private record Age(int standard) implements PrimitiveSchema {

        @Override
        public boolean required() {
            return false;
        }

        @Override
        public JsonObject asJson() {
            return new JsonObject().put("type", "integer").put("default", standard);
        }
    }

    static void add(ToolManager tools) {
        TOOLS.forEach((name, handler) -> tools.newTool(name).setDescription("A tool that the suite asks for.")
                .setInputSchema(new JsonObject().put("type", "object")).setHandler(handler).register());
    }

    private static ToolResponse log(ToolArguments call) {
        call.log().info("Tool execution started");
        pause();
        call.log().info("Tool processing data");
        pause();
        call.log().info("Tool execution completed");
        return ToolResponse.success("logged");
    }

    private static ToolResponse advance(ToolArguments call) {
        if (call.progress().token().isPresent()) {
            for (int done : new int[]{0, 50, 100 }) {
                call.progress().notificationBuilder().setProgress(done).setTotal(100).setMessage("step").build()
                        .sendAndForget();
                pause();
            }
        }
        return ToolResponse.success("advanced");
    }

    /** The suite wants to see several notices while a tool is at work. */
    private static void pause() {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }

    private static ToolResponse sample(ToolArguments call) {
        var answer = call.sampling().requestBuilder()
                .addMessage(SamplingMessage.withUserRole(String.valueOf(call.args().get("prompt")))).setMaxTokens(100).build()
                .sendAndAwait();
        return ToolResponse.success("LLM response: " + ((TextContent) answer.content()).text());
    }

    private static ToolResponse ask(ToolArguments call) {
        return said("User response", call.elicitation().requestBuilder().setMessage(String.valueOf(call.args().get("message")))
                .addSchemaProperty("username", new StringSchema(true)).addSchemaProperty("email", new StringSchema(true)));
    }

    private static ToolResponse askWithDefaults(ToolArguments call) {
        return said("Elicitation completed", call.elicitation().requestBuilder().setMessage("Please look at these values")
                .addSchemaProperty("name", new StringSchema(null, null, null, null, null, false, "John Doe"))
                .addSchemaProperty("age", new Age(30))
                .addSchemaProperty("score", new NumberSchema(null, null, null, null, false, 95.5))
                .addSchemaProperty("status",
                        new EnumSchema(null, null, List.of("active", "inactive", "pending"), null, false, "active"))
                .addSchemaProperty("verified", new BooleanSchema(null, null, true, false)));
    }

    private static ToolResponse askWithChoices(ToolArguments call) {
        List<String> options = List.of("option1", "option2", "option3");
        List<String> values = List.of("value1", "value2", "value3");
        return said("Elicitation completed", call.elicitation().requestBuilder().setMessage("Please choose")
                .addSchemaProperty("untitledSingle", new SingleSelectEnumSchema(options))
                .addSchemaProperty("titledSingle",
                        new SingleSelectEnumSchema(values, List.of("First Option", "Second Option", "Third Option")))
                .addSchemaProperty("legacyEnum",
                        new EnumSchema(null, null, List.of("opt1", "opt2", "opt3"),
                                List.of("Option One", "Option Two", "Option Three"), false))
                .addSchemaProperty("untitledMulti", new MultiSelectEnumSchema(options))
                .addSchemaProperty("titledMulti", new MultiSelectEnumSchema(null, null, values,
                        List.of("First Choice", "Second Choice", "Third Choice"), null, null, false, null)));
    }

    private static ToolResponse said(String what, ElicitationRequest.Builder request) {
        ElicitationResponse answer = request.build().sendAndAwait();
        return ToolResponse.success(what + ": action=" + answer.action().name().toLowerCase() + ", content="
                + new JsonObject(answer.content().asMap()).encode());
    }
}
