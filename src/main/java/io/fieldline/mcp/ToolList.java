package io.fieldline.mcp;

import java.util.Collection;
import java.util.function.Function;

import io.fieldline.agent.tool.Hints;
import io.fieldline.agent.tool.ToolDescription;
import io.quarkiverse.mcp.server.ToolManager;
import io.quarkiverse.mcp.server.ToolManager.ToolAnnotations;
import io.quarkiverse.mcp.server.ToolManager.ToolArguments;
import io.quarkiverse.mcp.server.ToolResponse;

/** Makes tools known to the protocol. Who sees which of them is told by {@link SessionTools}. */
final class ToolList {

    private final ToolManager tools;
    private final ToolCalls calls;

    ToolList(ToolManager tools, ToolCalls calls) {
        this.tools = tools;
        this.calls = calls;
    }

    /** A tool is described to every client in the same words, so that once is enough. */
    synchronized void add(Collection<ToolDescription> descriptions) {
        descriptions.stream().filter(tool -> tools.getTool(tool.name()) == null)
                .forEach(tool -> add(tool, call -> calls.call(tool.name(), call)));
    }

    synchronized void add(ToolDescription tool, Function<ToolArguments, ToolResponse> handler) {
        Hints hints = tool.hints();
        tools.newTool(tool.name()).setTitle(tool.title()).setDescription(tool.text()).setInputSchema(tool.input())
                .setOutputSchema(ToolAnswers.schema(tool.output()))
                .setAnnotations(new ToolAnnotations(tool.title(), hints.readOnly(), hints.destructive(), hints.idempotent(),
                        hints.openWorld()))
                .setHandler(handler).register();
    }
}
