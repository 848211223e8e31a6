package io.fieldline.mcp.conformance;

import java.util.List;

import io.quarkiverse.mcp.server.BlobResourceContents;
import io.quarkiverse.mcp.server.CompletionResponse;
import io.quarkiverse.mcp.server.Content;
import io.quarkiverse.mcp.server.EmbeddedResource;
import io.quarkiverse.mcp.server.ImageContent;
import io.quarkiverse.mcp.server.PromptCompletionManager;
import io.quarkiverse.mcp.server.PromptManager;
import io.quarkiverse.mcp.server.PromptMessage;
import io.quarkiverse.mcp.server.PromptResponse;
import io.quarkiverse.mcp.server.ResourceContents;
import io.quarkiverse.mcp.server.ResourceManager;
import io.quarkiverse.mcp.server.ResourceResponse;
import io.quarkiverse.mcp.server.ResourceTemplateManager;
import io.quarkiverse.mcp.server.TextContent;
import io.quarkiverse.mcp.server.TextResourceContents;

/** The resources and prompts that the suite reads. */
final class FixtureTexts {

    private static final String TEXT = "text/plain";
    private static final String FOR_THE_SUITE = "What the suite asks for.";

    private FixtureTexts() {}

    static void add(ResourceManager resources, ResourceTemplateManager templates) {
        resource(resources, "static-text", TEXT, new TextResourceContents("test://static-text",
                "This is the content of the static text resource.", TEXT));
        resource(resources, "static-binary", "image/png",
                new BlobResourceContents("test://static-binary", FixtureTools.PNG, "image/png"));
        resource(resources, "watched-resource", TEXT, new TextResourceContents("test://watched-resource", "Watched.", TEXT));
        templates.newResourceTemplate("template").setUriTemplate("test://template/{id}/data").setDescription(FOR_THE_SUITE)
                .setMimeType("application/json")
                .setHandler(asked -> new ResourceResponse(new TextResourceContents(asked.requestUri().value(),
                        "{\"id\":\"%1$s\",\"templateTest\":true,\"data\":\"Data for ID: %1$s\"}"
                                .formatted(asked.args().get("id")),
                        "application/json")))
                .register();
    }

    private static void resource(ResourceManager resources, String name, String type,
            ResourceContents contents) {
        resources.newResource(name).setUri("test://" + name).setDescription(FOR_THE_SUITE).setMimeType(type)
                .setHandler(asked -> new ResourceResponse(contents)).register();
    }

    static void add(PromptManager prompts, PromptCompletionManager completions) {
        prompts.newPrompt("test_simple_prompt").setDescription(FOR_THE_SUITE)
                .setHandler(asked -> said(new TextContent("This is a simple prompt for testing."))).register();
        prompts.newPrompt("test_prompt_with_arguments").setDescription(FOR_THE_SUITE).addArgument("arg1", "The first", true)
                .addArgument("arg2", "The second", true)
                .setHandler(asked -> said(new TextContent("Prompt with arguments: arg1='%s', arg2='%s'"
                        .formatted(asked.args().get("arg1"), asked.args().get("arg2")))))
                .register();
        prompts.newPrompt("test_prompt_with_embedded_resource").setDescription(FOR_THE_SUITE)
                .addArgument("resourceUri", "What to embed", true)
                .setHandler(asked -> said(
                        new EmbeddedResource(new TextResourceContents(asked.args().get("resourceUri"),
                                "Embedded resource content for testing.", TEXT)),
                        new TextContent("Please process the embedded resource above.")))
                .register();
        prompts.newPrompt("test_prompt_with_image").setDescription(FOR_THE_SUITE)
                .setHandler(asked -> said(new ImageContent(FixtureTools.PNG, "image/png"),
                        new TextContent("Please analyze the image above.")))
                .register();
        completions.newCompletion("test_prompt_with_arguments").setArgumentName("arg1")
                .setHandler(asked -> new CompletionResponse(List.of("paris", "park", "party"), 3, false)).register();
    }

    private static PromptResponse said(Content... contents) {
        return PromptResponse.withMessages(List.of(contents).stream().map(PromptMessage::withUserRole).toList());
    }
}
