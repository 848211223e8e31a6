package io.fieldline.servicetitan.desk;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.RefusedCallException;
import io.fieldline.failure.TenantUnavailableException;
import io.fieldline.servicetitan.desk.record.Trees;

/**
 * An answer made of parts. A part that ServiceTitan refuses, for lack of a scope as a
 * rule, is left out and said, and so is the end of the longest
 * lists when the whole would be too long.
 */
final class Sections {

    private final ObjectNode answer;
    private final List<String> missing = new ArrayList<>();
    private final Map<String, Long> cut = new LinkedHashMap<>();

    Sections(ObjectNode answer) {
        this.answer = answer;
    }

    /** @param total how many there are in all; what is not among the rows is said */
    record Part(List<ObjectNode> rows, long total) {}

    /** Reads one part. */
    interface Reading {
        Part read();
    }

    Sections list(String name, Reading reading) {
        try {
            Part part = reading.read();
            if (!part.rows().isEmpty()) {
                answer.putArray(name).addAll(part.rows());
                if (part.total() > part.rows().size()) {
                    cut.put(name, part.total() - part.rows().size());
                }
            }
        } catch (TenantUnavailableException | RefusedCallException e) {
            missing.add(name + ": " + e.getMessage());
        }
        return this;
    }

    /** @param size in bytes */
    ObjectNode within(int size) {
        while (Trees.bytes(noted()).length > size) {
            String longest = longest();
            if (longest.isEmpty()) {
                break;
            }
            ArrayNode rows = (ArrayNode) answer.get(longest);
            rows.remove(rows.size() - 1);
            cut.merge(longest, 1L, Long::sum);
        }
        return noted();
    }

    private String longest() {
        String longest = "";
        int most = 0;
        for (Map.Entry<String, JsonNode> field : answer.properties()) {
            int size = field.getValue() instanceof ArrayNode rows && rows.size() > 1 ? Trees.bytes(rows).length : 0;
            if (size > most) {
                most = size;
                longest = field.getKey();
            }
        }
        return longest;
    }

    private ObjectNode noted() {
        List<String> notes = new ArrayList<>(missing);
        cut.forEach((name, number) -> notes.add(number + " more of " + name));
        return notes.isEmpty() ? answer : answer.put("leftOut", String.join("; ", notes));
    }
}
