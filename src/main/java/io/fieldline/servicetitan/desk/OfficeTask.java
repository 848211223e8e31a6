package io.fieldline.servicetitan.desk;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.RefusedCallException;
import io.fieldline.servicetitan.desk.record.Trees;

/** What a task has to say of itself, out of the lists that ServiceTitan keeps for it. */
final class OfficeTask {

    private OfficeTask() {}

    /**
     * The id of the entry that the argument names; without it, of the only one there is.
     *
     * @throws RefusedCallException with those there are
     */
    static JsonNode chosen(JsonNode entries, Args args, String argument) {
        String wanted = args.text(argument).orElse("");
        List<JsonNode> fitting = new ArrayList<>();
        List<JsonNode> all = new ArrayList<>();
        for (JsonNode entry : entries) {
            if (entry.path("active").asBoolean(true)) {
                all.add(entry);
                boolean named = entry.path("name").asText().equalsIgnoreCase(wanted)
                        || entry.path("id").asText().equals(wanted);
                if (wanted.isEmpty() || named) {
                    fitting.add(entry);
                }
            }
        }
        if (fitting.size() == 1) {
            return fitting.get(0).path("id");
        }
        ObjectNode details = Trees.object();
        ArrayNode candidates = details.putArray("candidates");
        all.forEach(entry -> candidates.addObject().put("id", entry.path("id").longValue()).put("name",
                entry.path("name").asText()));
        throw new RefusedCallException(fitting.isEmpty() ? "not_found" : "ambiguous", argument
                + ": must be one of those that the candidates name, for a task of the office.", details);
    }
}
