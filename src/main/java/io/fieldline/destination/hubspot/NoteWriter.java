package io.fieldline.destination.hubspot;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.fieldline.destination.hubspot.Linker.Link;
import io.fieldline.destination.hubspot.ObjectWriter.Input;
import io.fieldline.destination.hubspot.ObjectWriter.Result;
import io.fieldline.sync.pair.Crm.Activity;
import io.fieldline.sync.pair.WriteOutcome;

/**
 * Writes activities as notes. A note bears its activity's key in a property with unique values and is upserted by it, so a
 * repeat finds its own note and no other.
 */
final class NoteWriter {

    private static final String HAPPENED = "hs_timestamp";

    private final HubSpotAccount account;
    private final ObjectWriter objects;
    private final Linker linker;

    NoteWriter(HubSpotAccount account, ObjectWriter objects, Linker linker) {
        this.account = account;
        this.objects = objects;
        this.linker = linker;
    }

    List<WriteOutcome> write(List<Activity> activities) {
        Map<Activity, WriteOutcome> outcomes = new HashMap<>();
        Chunks.of(activities, Chunks.MOST, Activity::key).forEach(chunk -> outcomes.putAll(chunk(chunk)));
        return activities.stream().map(outcomes::get).toList();
    }

    private Map<Activity, WriteOutcome> chunk(List<Activity> chunk) {
        List<Result> results = objects.upsert(CrmObject.NOTE, account.activityProperty(),
                chunk.stream().map(this::input).toList());
        List<Link> links = new ArrayList<>();
        for (int index = 0; index < chunk.size(); index++) {
            if (!results.get(index).failed()) {
                links.add(new Link(results.get(index).object().id(), chunk.get(index).recordId()));
            }
        }
        Set<Link> broken = linker.broken(CrmObject.NOTE, account.object(), links);
        Map<Activity, WriteOutcome> outcomes = new HashMap<>();
        for (int index = 0; index < chunk.size(); index++) {
            outcomes.put(chunk.get(index), outcome(chunk.get(index), results.get(index), broken));
        }
        return outcomes;
    }

    private static WriteOutcome outcome(Activity activity, Result result, Set<Link> broken) {
        if (result.failed()) {
            return result.failure();
        }
        HubSpotObject note = result.object();
        return broken.contains(new Link(note.id(), activity.recordId()))
                ? new WriteOutcome.Gone()
                : new WriteOutcome.Written(note.id(), CustomerRecord.version(note.modifiedOn(), null));
    }

    private Input input(Activity activity) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put(HAPPENED, activity.happenedOn().toString());
        activity.fields().forEach((field, value) -> {
            // A field of another object makes HubSpot say that a note has no such property.
            properties.put(CrmObject.NOTE.owns(field) ? CrmObject.NOTE.property(field) : field,
                    PropertyValues.written(value));
        });
        properties.put(account.activityProperty(), activity.key());
        return new Input(activity.key(), properties);
    }
}
