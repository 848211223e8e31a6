package io.fieldline.agent;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;

import io.fieldline.agent.policy.AgentClient;
import io.fieldline.agent.tool.ReadingTool;
import io.fieldline.agent.tool.Tool;
import io.fieldline.agent.tool.ToolDescription;

/** The tools there are, and which of them a client may use. */
final class Toolbox {

    private final Map<String, Known> tools = new LinkedHashMap<>();
    private final Function<AgentClient, UndoTool> undo;
    private final Map<List<String>, ToolDescription> shown = new ConcurrentHashMap<>();

    /** A tool describes itself in the same words each time; sessions look at their lists again and again. */
    private record Known(Tool tool, ToolDescription description) {

        Known(Tool tool) {
            this(tool, tool.description());
        }

        boolean allowed(AgentClient client) {
            boolean pack = description.pack().equals(ToolDescription.EVERY_PACK)
                    || client.packs().contains(description.pack());
            return pack && (tool instanceof ReadingTool || client.mayWrite(description.name()));
        }
    }

    /** @param undo the tool by which a client takes back what it did */
    Toolbox(Collection<Tool> tools, Function<AgentClient, UndoTool> undo) {
        this.undo = undo;
        tools.forEach(tool -> {
            Known known = new Known(tool);
            if (this.tools.put(known.description().name(), known) != null) {
                throw new IllegalArgumentException("two tools are named " + known.description().name());
            }
        });
    }

    /** One that the client may use. */
    Optional<Tool> find(AgentClient client, String name) {
        return Optional.ofNullable(name.equals(AgentClient.UNDO) ? undo(client) : tools.get(name))
                .filter(known -> known.allowed(client)).map(Known::tool);
    }

    private Known undo(AgentClient client) {
        return new Known(undo.apply(client));
    }

    /**
     * What the client is shown of those that it may use.
     *
     * @param main the pack with which a tool of no pack is listed
     */
    List<ToolDescription> shown(AgentClient client, Set<String> packs, String main) {
        return Stream.concat(tools.values().stream(), Stream.of(undo(client))).filter(known -> known.allowed(client))
                .map(known -> shown(known.description(), main)).filter(tool -> packs.contains(tool.pack())).toList();
    }

    private ToolDescription shown(ToolDescription tool, String main) {
        String pack = tool.pack().equals(ToolDescription.EVERY_PACK) ? main : tool.pack();
        return shown.computeIfAbsent(List.of(tool.name(), pack), name -> ShownTool.of(tool, pack));
    }
}
