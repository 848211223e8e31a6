package io.fieldline.reference;

import java.net.http.HttpClient;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.Tool;
import io.fieldline.agent.tool.ToolDescription;
import io.fieldline.ops.tool.FollowUpTools;
import io.fieldline.ops.tool.OwnTools;
import io.fieldline.ops.tool.ShowKpis;
import io.fieldline.servicetitan.FixedTenants;
import io.fieldline.servicetitan.auth.TokenCache;
import io.fieldline.servicetitan.auth.TokenEndpoint;
import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.servicetitan.desk.DeskTools;
import io.fieldline.servicetitan.desk.record.Desk;
import io.fieldline.servicetitan.desk.record.Proposals;
import io.fieldline.servicetitan.http.RateBudgets;
import io.fieldline.servicetitan.http.ServiceTitanClient;
import io.fieldline.sync.pair.MatchIndex;
import io.fieldline.sync.pair.MatchKey;

/** What each tool of agents is for and what it is asked, by pack. */
final class AgentToolReference {

    private AgentToolReference() {}

    static String render() {
        Map<String, MarkdownTable> packs = new TreeMap<>();
        tools().stream().map(Tool::description).forEach(tool -> packs
                .computeIfAbsent(tool.pack(), name -> new MarkdownTable("Tool", "What it does", "It is asked"))
                .row(MarkdownTable.code(tool.name()) + (tool.hints().readOnly() ? "" : ", writes"), tool.text(), asked(tool)));
        return "\n" + packs.entrySet().stream().map(pack -> "### " + pack.getKey() + "\n\n" + pack.getValue())
                .collect(Collectors.joining("\n")) + "\n";
    }

    private static String asked(ToolDescription tool) {
        List<String> required = tool.input().path("required").valueStream().map(JsonNode::asText).toList();
        return tool.input().path("properties").properties().stream().filter(field -> !field.getKey().equals("tenant"))
                .map(field -> MarkdownTable.code(field.getKey()) + (required.contains(field.getKey()) ? " (required)" : "")
                        + values((ObjectNode) field.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String values(ObjectNode property) {
        return property.has("enum")
                ? ": " + property.path("enum").valueStream().map(JsonNode::asText).collect(Collectors.joining(", ", "", ";"))
                : "";
    }

    private static List<Tool> tools() {
        HttpClient http = HttpClient.newHttpClient();
        Clock clock = Clock.systemUTC();
        Desk desk = new Desk(new FixedTenants(),
                new ServiceTitanClient(http, new TokenCache(new TokenEndpoint(http, clock), clock), new RateBudgets(), clock),
                Catalog.load(), clock);
        List<Tool> tools = new ArrayList<>(
                DeskTools.of(desk, new Proposals(desk), new EmptyIndex(), (tenant, customer) -> List.of()));
        // Only what they say of themselves is asked, for which they need nothing.
        tools.addAll(FollowUpTools.of(null, null, null, null));
        tools.addAll(OwnTools.of((verb, arguments, progress) -> arguments, new Proposals(desk)));
        tools.add(new ShowKpis(new FixedTenants(), tenant -> Optional.empty(), clock));
        return tools;
    }

    private static final class EmptyIndex implements MatchIndex {

        @Override
        public void put(String tenant, String system, Map<String, Set<MatchKey>> keysOfRecords) {}

        @Override
        public Map<MatchKey, Set<String>> find(String tenant, String system, Collection<MatchKey> keys) {
            return Map.of();
        }
    }
}
