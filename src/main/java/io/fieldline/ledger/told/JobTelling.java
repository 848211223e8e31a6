package io.fieldline.ledger.told;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.failure.RejectedRecordException;
import io.fieldline.ledger.DocumentKey;
import io.fieldline.ledger.DocumentKind;
import io.fieldline.ledger.told.ExportDesk.Shown;
import io.fieldline.outreach.writeback.JobNotes;
import io.fieldline.tenant.Tenant;

/** Tells of invoices on their jobs: in external data, or by a note that is looked for before it is added. */
final class JobTelling {

    /** How long a note that was sent may take to be seen. */
    private static final Duration SEEN_WITHIN = Duration.ofMinutes(30);

    private final ExportDesk desk;
    private final JobDesk jobs;
    private final JobNotes notes;
    private final TellingStore store;
    private final Retries retries;
    private final InstantSource clock;

    JobTelling(ExportDesk desk, JobDesk jobs, JobNotes notes, TellingStore store, InstantSource clock) {
        this.desk = desk;
        this.jobs = jobs;
        this.notes = notes;
        this.store = store;
        this.retries = new Retries(clock);
        this.clock = clock;
    }

    /**
     * @param wanted what each is to be told; of invoices and one way, no more than may be named at once
     * @throws io.fieldline.failure.SyncException when nothing can be said of those that still wait
     */
    void tell(Tenant tenant, Map<Telling, String> wanted) {
        Map<Telling, String> changed = new LinkedHashMap<>(wanted);
        changed.entrySet().removeIf(one -> one.getKey().told().equals(one.getValue()));
        store.settle(wanted.entrySet().stream().filter(one -> !changed.containsKey(one.getKey()))
                .map(one -> one.getKey().done(one.getValue(), clock.instant())).toList());
        if (changed.isEmpty()) {
            return;
        }
        Map<Long, Shown> shown = desk.shown(tenant, DocumentKind.INVOICE,
                changed.keySet().stream().map(telling -> telling.key().id()).toList());
        changed.forEach((telling, text) -> store
                .settle(List.of(tell(tenant, telling, text, shown.get(telling.key().id())))));
    }

    private Telling tell(Tenant tenant, Telling telling, String text, Shown invoice) {
        if (invoice == null) {
            return retries.waiting(telling, "ServiceTitan does not show " + telling.key().spoken());
        }
        if (invoice.job().isEmpty()) {
            return telling.nothing("the invoice has no job", clock.instant());
        }
        long job = invoice.job().getAsLong();
        try {
            boolean shown = telling.way() == Way.EXTERNAL_DATA
                    ? jobs.bear(tenant, job, key(telling.key()), text)
                    : note(tenant, job, telling, text);
            return shown
                    ? telling.done(text, clock.instant())
                    : retries.waiting(telling, "ServiceTitan took it for job " + job + " and does not show it yet");
        } catch (RejectedRecordException | MisconfiguredException e) {
            return retries.after(telling, e);
        }
    }

    private static String key(DocumentKey invoice) {
        return "fieldline:books:" + invoice.books() + ":invoice:" + invoice.id();
    }

    /** @return whether the job shows it */
    private boolean note(Tenant tenant, long job, Telling telling, String text) {
        DocumentKey invoice = telling.key();
        String mark = "Fieldline " + invoice.books() + "/invoice/" + invoice.id() + " " + text;
        if (notes.has(tenant, job, mark)) {
            return true;
        }
        Instant now = clock.instant();
        // One that was sent and is not seen may be on its way, so it is not sent again at once.
        if (telling.sent().equals(text) && telling.sentAt().filter(at -> now.isBefore(at.plus(SEEN_WITHIN))).isPresent()) {
            return false;
        }
        store.sending(List.of(telling.sending(text, now)));
        notes.add(tenant, job, "Invoice " + invoice.id() + " was posted to the books: " + text + "\n[" + mark + "]");
        return notes.has(tenant, job, mark);
    }
}
