package io.fieldline.servicetitan.desk;

import java.util.Map;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.Quoted;
import io.fieldline.servicetitan.desk.record.Trees;

/** @param categoryId as the path of its operations has it */
record Report(long id, String name, String description, String categoryId, String category) {

    /** Of the operations on this report. */
    Map<String, String> path() {
        return Map.of("report_category", categoryId, "reportId", Long.toString(id));
    }

    ObjectNode row() {
        ObjectNode row = Trees.object().put("id", id);
        row.set("name", Quoted.of(name));
        row.set("category", Quoted.of(category));
        if (!description.isBlank()) {
            row.set("description", Quoted.of(description));
        }
        return row;
    }
}
