package io.fieldline.crm;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import io.fieldline.sync.pair.Crm;
import io.fieldline.sync.pair.SideField;
import io.fieldline.sync.pair.SideRecord;
import io.fieldline.sync.pair.SideWrite;
import io.fieldline.sync.pair.WriteOutcome;

/** An account that keeps activities by their key, and answers as a test says. */
final class ActivitiesCrm implements Crm {

    final Map<String, Activity> activities = new TreeMap<>();
    final Map<String, WriteOutcome> outcomes = new HashMap<>();
    List<String> lacking = List.of();

    @Override
    public List<WriteOutcome> writeActivities(List<Activity> written) {
        return written.stream().map(activity -> {
            WriteOutcome outcome = outcomes.getOrDefault(activity.key(), new WriteOutcome.Written(activity.key(), "v1"));
            if (outcome instanceof WriteOutcome.Written) {
                activities.put(activity.key(), activity);
            }
            return outcome;
        }).toList();
    }

    @Override
    public Map<String, SideField> describe() {
        return Map.of("note.hs_note_body",
                new SideField("note.hs_note_body", "Body", SideField.Type.LONG_TEXT, true, false, 65_536, Set.of()),
                "note.hs_timestamp",
                new SideField("note.hs_timestamp", "Time", SideField.Type.DATE_TIME, true, true, 0, Set.of()));
    }

    @Override
    public List<String> missing(boolean fix) {
        return lacking;
    }

    @Override
    public List<SideRecord> read(Collection<String> ids) {
        throw new UnsupportedOperationException("Activities need no record");
    }

    @Override
    public List<WriteOutcome> write(List<SideWrite> writes) {
        throw new UnsupportedOperationException("Activities change no record");
    }

    @Override
    public Changes changes(String after) {
        throw new UnsupportedOperationException("Activities follow no changes");
    }

    @Override
    public Changes changesOfStrangers(String after) {
        throw new UnsupportedOperationException("Activities follow no changes");
    }
}
