package io.fieldline.destination.salesforce;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.sync.pair.Crm.Activity;
import io.fieldline.sync.pair.SideRecord.State;
import io.fieldline.sync.pair.WriteOutcome;

/** Writes what happened at a customer as completed tasks of its account and contact, each known by an external id of its own. */
final class ActivityWriter {

    private static final String TASK = SalesforceSchema.TASK + ".";

    private final RecordReader reader;
    private final SalesforceSchema schema;
    private final RowWriter rows;
    private final SalesforceOptions options;

    ActivityWriter(RecordReader reader, SalesforceSchema schema, RowWriter rows, SalesforceOptions options) {
        this.reader = reader;
        this.schema = schema;
        this.rows = rows;
        this.options = options;
    }

    List<WriteOutcome> write(List<Activity> activities) {
        Map<String, FoundRecord> there = reader.read(activities.stream().map(Activity::recordId).distinct().toList());
        Map<Activity, WriteOutcome> outcomes = new LinkedHashMap<>();
        Map<Activity, RowWrite> sent = new LinkedHashMap<>();
        for (Activity activity : activities) {
            FoundRecord found = there.get(activity.recordId());
            List<String> unknown = unknown(activity);
            if (found == null || found.record().state() == State.DELETED) {
                outcomes.put(activity, new WriteOutcome.Gone());
            } else if (!unknown.isEmpty()) {
                outcomes.put(activity, new WriteOutcome.Refused("Salesforce has no such field, or does not let this user"
                        + " write it: " + String.join(", ", unknown), unknown));
            } else {
                sent.put(activity, new RowWrite(SalesforceSchema.TASK, null, activity.key(), task(activity, found), null,
                        false));
            }
        }
        List<RowResult> results = rows.write(List.copyOf(sent.values()), options.activityId());
        int at = 0;
        for (Activity activity : sent.keySet()) {
            RowResult result = results.get(at++);
            outcomes.put(activity, result.written()
                    ? new WriteOutcome.Written(result.id(), null)
                    : RowOutcomes.of(result, SalesforceSchema.TASK, field -> TASK + field));
        }
        return activities.stream().map(outcomes::get).toList();
    }

    private List<String> unknown(Activity activity) {
        List<String> unknown = new ArrayList<>();
        for (String name : activity.fields().keySet()) {
            if (!name.startsWith(TASK) || schema.field(SalesforceSchema.TASK, name.substring(TASK.length()))
                    .filter(field -> field.path("updateable").asBoolean()).isEmpty()) {
                unknown.add(name);
            }
        }
        return unknown;
    }

    private ObjectNode task(Activity activity, FoundRecord found) {
        ObjectNode task = JsonNodeFactory.instance.objectNode().put("WhatId", activity.recordId()).put("Status", "Completed")
                .put("ActivityDate", LocalDate.ofInstant(activity.happenedOn(), ZoneOffset.UTC).toString());
        JsonNode contact = found.contact();
        if (contact != null) {
            task.put("WhoId", contact.path("Id").asText());
        }
        activity.fields().forEach((name, value) -> {
            String field = name.substring(TASK.length());
            task.set(field, FieldValues.written(value, schema.is(SalesforceSchema.TASK, field, "boolean")));
        });
        return task;
    }
}
