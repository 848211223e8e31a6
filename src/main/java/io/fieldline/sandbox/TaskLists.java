package io.fieldline.sandbox;

import java.util.List;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.sandbox.data.ContractorData;
import io.fieldline.servicetitan.catalog.Operation;

/** What has to be known to make a task: who there is, and what tasks may be about. */
final class TaskLists {

    private static final List<String> TYPES = List.of("Billing", "Callback");
    private static final List<String> SOURCES = List.of("Office");

    private TaskLists() {}

    static boolean answer(Operation operation) {
        return operation.toString().equals("taskmanagement/data get");
    }

    static ObjectNode of(ContractorData data) {
        ObjectNode lists = JsonNodeFactory.instance.objectNode();
        rows(data, "settings/employees", lists.putArray("employees"));
        rows(data, "settings/business-units", lists.putArray("businessUnits"));
        named(TYPES, lists.putArray("taskTypes"));
        named(SOURCES, lists.putArray("taskSources"));
        return lists;
    }

    private static void rows(ContractorData data, String collection, ArrayNode list) {
        data.table(collection).heads(head -> data.table(collection).row(head.id())
                .ifPresent(row -> list.addObject().put("id", head.id()).put("name", row.path("name").asText()).put("active",
                        head.active())));
    }

    private static void named(List<String> names, ArrayNode list) {
        names.forEach(name -> list.addObject().put("id", list.size()).put("name", name).put("active", true));
    }
}
