package io.fieldline.ledger.told;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.fieldline.failure.SyncException;
import io.fieldline.ledger.DocumentKey;
import io.fieldline.ledger.DocumentKind;
import io.fieldline.ledger.LedgerEntry;
import io.fieldline.ledger.LedgerStore;
import io.fieldline.outreach.writeback.JobNotes;
import io.fieldline.tenant.Tenant;
import io.fieldline.tenant.Tenants;

/**
 * Tells ServiceTitan what of its documents stands in the books. What that is, is found in the ledger each time, so that what was
 * posted right before this process ended is told as well. Safe for use by many threads, one for each tenant.
 */
public final class Tellings {

    private static final int IN_A_TURN = 200;
    /** A document whose total the books made another is taken back right after it was confirmed. */
    private static final Duration SETTLED_AFTER = Duration.ofSeconds(5);

    private final Tenants tenants;
    private final LedgerStore ledger;
    private final TellingStore store;
    private final ExportTelling exports;
    private final JobTelling jobs;
    private final Retries retries;
    private final InstantSource clock;

    /** What ServiceTitan takes. */
    public record Desks(ExportDesk documents, JobDesk jobs, JobNotes notes) {}

    public Tellings(Tenants tenants, LedgerStore ledger, TellingStore store, Desks desks, InstantSource clock) {
        this.tenants = tenants;
        this.ledger = ledger;
        this.store = store;
        this.exports = new ExportTelling(desks.documents(), store, clock);
        this.jobs = new JobTelling(desks.documents(), desks.jobs(), desks.notes(), store, clock);
        this.retries = new Retries(clock);
        this.clock = clock;
    }

    /** Looks what a tenant's ServiceTitan is to be told, and tells what is due. For one thread of a tenant at a time. */
    public void run(String name) {
        tenants.find(name).ifPresent(tenant -> TellingRules.of(tenant)
                .forEach(rules -> rules.ways().forEach(way -> tell(tenant, rules.books(), way))));
    }

    private void tell(Tenant tenant, String books, Way way) {
        Instant now = clock.instant();
        store.want(tenant.name(), books, way, now, IN_A_TURN);
        Optional<SyncException> away = Optional.empty();
        for (List<Telling> some : batches(store.due(tenant.name(), books, way, now.minus(SETTLED_AFTER), IN_A_TURN))) {
            if (away.isPresent()) {
                later(some, away.get());
            } else {
                away = carryOut(tenant, some).filter(Retries::away);
            }
        }
    }

    /** Each of one kind of document. */
    private static List<List<Telling>> batches(List<Telling> due) {
        List<List<Telling>> batches = new ArrayList<>();
        for (DocumentKind kind : DocumentKind.values()) {
            List<Telling> all = due.stream().filter(telling -> telling.key().kind() == kind).toList();
            for (int from = 0; from < all.size(); from += ExportDesk.AT_ONCE) {
                batches.add(all.subList(from, Math.min(from + ExportDesk.AT_ONCE, all.size())));
            }
        }
        return batches;
    }

    private Optional<SyncException> carryOut(Tenant tenant, List<Telling> batch) {
        try {
            Map<Telling, String> wanted = wanted(batch);
            if (!wanted.isEmpty() && batch.get(0).way().onJob()) {
                jobs.tell(tenant, wanted);
            } else if (!wanted.isEmpty()) {
                exports.tell(tenant, batch.get(0).key().kind(), wanted);
            }
            return Optional.empty();
        } catch (SyncException e) {
            later(batch, e);
            return Optional.of(e);
        }
    }

    private void later(List<Telling> batch, SyncException failure) {
        store.settle(batch.stream().map(telling -> retries.after(telling, failure)).toList());
    }

    /** As the ledger is now; what is changing, and what is not in the books any more, is settled here. */
    private Map<Telling, String> wanted(List<Telling> batch) {
        Map<DocumentKey, List<LedgerEntry>> entries = ledger.of(batch.stream().map(Telling::key).toList());
        Instant now = clock.instant();
        Map<Telling, String> wanted = new LinkedHashMap<>();
        List<Telling> settled = new ArrayList<>();
        batch.forEach(telling -> {
            List<LedgerEntry> own = entries.get(telling.key());
            String text = InBooks.text(own);
            if (InBooks.changing(own)) {
                settled.add(retries.early(telling, "it is being written to the books"));
            } else if (text.isEmpty()) {
                settled.add(telling.nothing("it does not stand in the books any more", now));
            } else {
                wanted.put(telling, text);
            }
        });
        store.settle(settled);
        return wanted;
    }
}
