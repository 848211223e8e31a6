package io.fieldline.ledger.told;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

import io.fieldline.failure.RetryLaterException;
import io.fieldline.ledger.DocumentKind;
import io.fieldline.outreach.writeback.JobNotes;
import io.fieldline.tenant.Tenant;

/** A ServiceTitan that keeps what it is told. */
final class RecordedDesks implements ExportDesk, JobDesk, JobNotes {

    final List<String> marked = new ArrayList<>();
    final List<String> borne = new ArrayList<>();
    final List<String> notes = new ArrayList<>();
    final Map<Long, String> refusals = new HashMap<>();
    boolean answersLost;
    boolean showsLate;
    boolean notesHidden;
    private final Map<Long, Shown> documents = new LinkedHashMap<>();
    private final Map<Long, Shown> late = new LinkedHashMap<>();
    private final Map<String, String> data = new HashMap<>();

    void document(long id, Stage stage) {
        documents.put(id, new Shown(stage, Optional.empty(), OptionalLong.empty()));
    }

    void document(long id, Stage stage, String exportId) {
        documents.put(id, new Shown(stage, Optional.of(exportId), OptionalLong.empty()));
    }

    void document(long id, Stage stage, long job) {
        documents.put(id, new Shown(stage, Optional.empty(), OptionalLong.of(job)));
    }

    void catchUp() {
        showsLate = false;
        documents.putAll(late);
    }

    @Override
    public Map<Long, Shown> shown(Tenant tenant, DocumentKind kind, Collection<Long> ids) {
        Map<Long, Shown> shown = new LinkedHashMap<>(documents);
        shown.keySet().retainAll(ids);
        return shown;
    }

    @Override
    public Map<Long, String> mark(Tenant tenant, DocumentKind kind, Map<Long, String> externalIds) {
        Map<Long, String> refused = new LinkedHashMap<>();
        externalIds.forEach((id, text) -> {
            marked.add(kind + " " + id + " " + text);
            if (refusals.containsKey(id)) {
                refused.put(id, refusals.get(id));
            } else {
                shows(id, new Shown(Stage.EXPORTED, kind == DocumentKind.PAYMENT ? Optional.empty() : Optional.of(text),
                        documents.get(id).job()));
            }
        });
        loseTheAnswer();
        return refused;
    }

    @Override
    public void exportId(Tenant tenant, long invoice, String exportId) {
        marked.add("export id " + invoice + " " + exportId);
        shows(invoice, new Shown(documents.get(invoice).stage(), Optional.of(exportId), documents.get(invoice).job()));
        loseTheAnswer();
    }

    private void shows(long id, Shown shown) {
        (showsLate ? late : documents).put(id, shown);
    }

    @Override
    public boolean bear(Tenant tenant, long job, String key, String value) {
        if (!value.equals(data.put(job + " " + key, value))) {
            borne.add(job + " " + key + " " + value);
        }
        loseTheAnswer();
        return true;
    }

    @Override
    public boolean has(Tenant tenant, long job, String mark) {
        return !notesHidden && notes.stream().anyMatch(note -> note.contains(mark));
    }

    @Override
    public void add(Tenant tenant, long job, String text) {
        notes.add(text);
        loseTheAnswer();
    }

    private void loseTheAnswer() {
        if (answersLost) {
            throw new RetryLaterException("The answer was lost", null);
        }
    }
}
