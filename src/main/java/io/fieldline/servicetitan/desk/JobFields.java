package io.fieldline.servicetitan.desk;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.PlannedRequest;
import io.fieldline.agent.tool.Proposal;
import io.fieldline.agent.tool.RefusedCallException;
import io.fieldline.servicetitan.desk.record.Draft;
import io.fieldline.servicetitan.desk.record.FromAnswers;
import io.fieldline.servicetitan.desk.record.NameKind;
import io.fieldline.servicetitan.desk.record.Query;
import io.fieldline.servicetitan.desk.record.TenantDesk;
import io.fieldline.servicetitan.desk.record.Trees;

/** What is said of a job. A list takes the place of the one that was there, so that all of it is sent. */
final class JobFields {

    private static final String NOTES = "jpm/jobs/notes";

    private final TenantDesk at;
    private final Args args;
    private final ObjectNode job;
    private final String id;

    JobFields(TenantDesk at, Args args, ObjectNode job) {
        this.at = at;
        this.args = args;
        this.job = job;
        this.id = job.path("id").asText();
    }

    /** No operation takes a note of a job away. */
    Proposal note() {
        FieldValues note = new FieldValues().put("text", args.need("note"));
        ObjectNode body = note.body().put("pinToTop", args.node("pin").asBoolean());
        return new Draft(at).request(NOTES, "create", Map.of("id", id), body)
                .makes(NOTES, FromAnswers.part(FromAnswers.fixed(id), FromAnswers.field(1, "createdOn")), note.map())
                .standsOn(JobRows.RESOURCE, job).build("Adds a note to job " + ChangeJob.number(job) + ".");
    }

    Proposal summary() {
        return patched(new FieldValues().put("summary", args.need("summary")),
                new FieldValues().put("summary", job.path("summary").asText("")),
                "Sets the summary of job " + ChangeJob.number(job) + ".");
    }

    Proposal tags(boolean add) {
        Set<Long> wanted = new LinkedHashSet<>(Trees.ids(job.path("tagTypeIds")));
        if (args.texts("tags").isEmpty()) {
            throw Args.wrong("tags", "are needed here");
        }
        for (String tag : args.texts("tags")) {
            long type = at.names().one(NameKind.TAG, tag).path("id").longValue();
            if (add) {
                wanted.add(type);
            } else {
                wanted.remove(type);
            }
        }
        return patched(new FieldValues().put("tagTypeIds", ids(wanted)),
                new FieldValues().put("tagTypeIds", ids(Trees.ids(job.path("tagTypeIds")))),
                (add ? "Adds tags to job " : "Takes tags from job ") + ChangeJob.number(job) + ".");
    }

    private static ArrayNode ids(Iterable<Long> numbers) {
        ArrayNode ids = Trees.object().arrayNode();
        numbers.forEach(ids::add);
        return ids;
    }

    Proposal customField() {
        String name = args.need("field");
        long type = type(name);
        ArrayNode before = Trees.object().arrayNode();
        for (JsonNode field : job.path("customFields")) {
            before.addObject().put("typeId", field.path("typeId").longValue()).put("value", field.path("value").asText());
        }
        ArrayNode after = before.deepCopy();
        for (int index = after.size() - 1; index >= 0; index--) {
            if (after.get(index).path("typeId").longValue() == type) {
                after.remove(index);
            }
        }
        after.addObject().put("typeId", type).put("value", args.text("value").orElse(""));
        return patched(new FieldValues().put("customFields", after), new FieldValues().put("customFields", before),
                "Sets a custom field of job " + ChangeJob.number(job) + ".");
    }

    /** The job shows the fields that it has; the list of all of them tells the others. */
    private long type(String name) {
        for (JsonNode field : job.path("customFields")) {
            if (field.path("name").asText().equalsIgnoreCase(name)) {
                return field.path("typeId").longValue();
            }
        }
        Optional<ObjectNode> type = at.rows("jpm/jobs/custom-fields", Query.all(), 1_000).rows().stream()
                .filter(row -> row.path("name").asText().equalsIgnoreCase(name)).findFirst();
        return type.map(row -> row.path("id").longValue()).orElseThrow(
                () -> RefusedCallException.of("not_found", "Jobs have no custom field '" + name + "'."));
    }

    private Proposal patched(FieldValues wanted, FieldValues before, String summary) {
        FieldValues changed = wanted.differing(job);
        if (changed.isEmpty()) {
            return new Draft(at).build(summary);
        }
        Map<String, String> path = Map.of("id", id);
        return new Draft(at).request(JobRows.RESOURCE, "update", path, changed.body())
                .changes(JobRows.RESOURCE, id, job, changed.map()).undoIfDocumented("Sends it as it is now.",
                        new PlannedRequest(JobRows.RESOURCE, "update", path, Map.of(), before.body()))
                .build(summary);
    }
}
