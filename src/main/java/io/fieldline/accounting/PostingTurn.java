package io.fieldline.accounting;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.ledger.DocumentKey;
import io.fieldline.ledger.DocumentKind;
import io.fieldline.ledger.QuarantinedDocument;
import io.fieldline.ledger.coding.Coding;
import io.fieldline.ledger.coding.Codings;
import io.fieldline.ledger.coding.Finality;
import io.fieldline.ledger.coding.ReadPage;
import io.fieldline.sync.CheckpointStore;
import io.fieldline.sync.StreamKey;
import io.fieldline.tenant.FlowSettings;
import io.fieldline.tenant.Tenant;

/** What a flow that posts does for one tenant besides taking pages. When it did what last is kept in memory. */
final class PostingTurn {

    /** So few that a page which comes meanwhile does not wait long. */
    private static final int AT_ONCE = 100;
    private static final Duration LATE_JOBS = Duration.ofHours(1);
    private static final Duration CLOCKS_APART = Duration.ofMinutes(5);
    private static final String JOBS = "jpm/jobs";
    private static final String DEPOSITS = "accounting/bank-deposits";

    private final String tenant;
    private final String flow;
    private final Codings codings;
    private final EditsInBooks edits;
    private final CheckpointStore checkpoints;
    private final Runnable recoded;
    private final InstantSource clock;
    private final Recurring catchingUp;
    private final Recurring retrying;
    private final Recurring completing;
    private final Recurring depositing;
    private final Recurring comparing;
    private Coding known;

    /** @param recoded is told when the coding changed, or came to be right */
    PostingTurn(Tenant tenant, FlowSettings settings, Codings codings, EditsInBooks edits, CheckpointStore checkpoints,
            Rhythm rhythm, Runnable recoded, InstantSource clock) {
        this.tenant = tenant.name();
        this.flow = settings.flow();
        this.codings = codings;
        this.edits = edits;
        this.checkpoints = checkpoints;
        this.recoded = recoded;
        this.clock = clock;
        this.catchingUp = recurring("posting what was under way or waited for another document", Duration.ZERO);
        this.retrying = recurring("trying documents in quarantine again", rhythm.quarantine());
        this.completing = recurring("looking for invoices of completed jobs", settings.every());
        this.depositing = recurring("looking for bank deposits", settings.every());
        this.comparing = recurring("looking for changes made in the books", rhythm.edits());
    }

    private Recurring recurring(String what, Duration every) {
        return new Recurring(what, every, tenant, flow);
    }

    /** @param goesOn whether the flow may still post */
    void take(Tenant now, FlowSettings settings, Bookkeepers bookkeepers, BooleanSupplier goesOn) {
        noticeCoding();
        part(catchingUp, goesOn, () -> bookkeepers.of(now, settings).catchUp());
        part(retrying, goesOn, () -> {
            Bookkeeping bookkeeping = bookkeepers.of(now, settings);
            post(bookkeeping, bookkeeping.quarantined().stream().map(QuarantinedDocument::key).toList(), goesOn);
        });
        part(completing, goesOn, () -> completed(now, bookkeepers.of(now, settings), goesOn));
        part(depositing, goesOn, () -> deposits(now, bookkeepers.of(now, settings), goesOn));
        part(comparing, goesOn, () -> compare(bookkeepers.of(now, settings)));
        if (!goesOn.getAsBoolean()) {
            // What a pause broke off is taken up when it ends, and not an hour later.
            retrying.hurry();
        }
    }

    private void part(Recurring part, BooleanSupplier goesOn, Runnable work) {
        if (goesOn.getAsBoolean()) {
            part.run(clock, work);
        }
    }

    private void noticeCoding() {
        Coding before = known;
        try {
            known = codings.coding(tenant);
        } catch (MisconfiguredException wrong) {
            // Whoever posts says so; here it only matters when it is right again.
            known = null;
        }
        if (known != null && known != before) {
            retrying.hurry();
            recoded.run();
        }
    }

    /** @return false when it was left off */
    private static boolean post(Bookkeeping bookkeeping, List<DocumentKey> keys, BooleanSupplier goesOn) {
        for (int from = 0; from < keys.size(); from += AT_ONCE) {
            if (!goesOn.getAsBoolean()) {
                return false;
            }
            bookkeeping.postAgain(keys.subList(from, Math.min(from + AT_ONCE, keys.size())));
        }
        return true;
    }

    private void completed(Tenant now, Bookkeeping bookkeeping, BooleanSupplier goesOn) {
        Coding coding = known;
        if (coding == null || coding.finality() != Finality.COMPLETED) {
            return;
        }
        Instant began = clock.instant();
        StreamKey key = new StreamKey(tenant, flow, JOBS);
        Instant since = position(key).map(last -> last.minus(LATE_JOBS))
                .orElseGet(() -> coding.cutOver().atStartOfDay(now.timeZone()).toInstant());
        if (post(bookkeeping, bookkeeping.completed(since), goesOn)) {
            checkpoints.save(key, began.toString());
        }
    }

    private void deposits(Tenant now, Bookkeeping bookkeeping, BooleanSupplier goesOn) {
        Coding coding = known;
        if (coding == null || !coding.postsDeposits()) {
            return;
        }
        Instant began = clock.instant();
        StreamKey key = new StreamKey(tenant, flow, DEPOSITS);
        List<Map<String, Object>> rows = position(key)
                .map(last -> bookkeeping.depositsChangedSince(last.minus(CLOCKS_APART)))
                .orElseGet(() -> bookkeeping.depositsFrom(coding.cutOver()));
        List<ReadPage.Refused> refused = new ArrayList<>();
        for (int from = 0; from < rows.size(); from += AT_ONCE) {
            if (!goesOn.getAsBoolean()) {
                return;
            }
            bookkeeping.post(DocumentKind.BANK_DEPOSIT, rows.subList(from, Math.min(from + AT_ONCE, rows.size()))).refused()
                    .forEach(refused::add);
        }
        if (!refused.isEmpty()) {
            throw refused.get(0).why();
        }
        checkpoints.save(key, began.toString());
    }

    private void compare(Bookkeeping bookkeeping) {
        Instant began = clock.instant();
        StreamKey key = new StreamKey(tenant, flow, bookkeeping.books());
        Instant since = position(key).orElse(began).minus(CLOCKS_APART);
        edits.noticed(tenant, bookkeeping.books(), bookkeeping.changed(since), began);
        checkpoints.save(key, began.toString());
    }

    private Optional<Instant> position(StreamKey key) {
        return checkpoints.load(key).map(Instant::parse);
    }
}
