package io.fieldline.outreach.writeback;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import io.fieldline.failure.RejectedRecordException;
import io.fieldline.failure.RetryLaterException;
import io.fieldline.failure.SyncException;
import io.fieldline.failure.TenantUnavailableException;
import io.fieldline.outreach.OutboxMessage;
import io.fieldline.outreach.OutboxStore;
import io.fieldline.outreach.writeback.WriteBack.Kind;
import io.fieldline.outreach.writeback.WriteBack.State;
import io.fieldline.tenant.Tenant;
import io.fieldline.tenant.Tenants;

/**
 * Tells ServiceTitan what it is to know of messages. What that is, is found in the store each time, so that a STOP that bound
 * while ServiceTitan was away, or right before this process ended, is told as soon as it can be.
 */
public final class WriteBacks {

    private static final int AT_ONCE = 100;
    private static final Duration FIRST_WAIT = Duration.ofMinutes(1);
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);
    /** What ServiceTitan or a setting refuses is not mended within minutes. */
    private static final Duration AFTER_REFUSAL = Duration.ofHours(6);
    /** Nothing older is noted, so that who switches notes on does not find every job changed. */
    private static final Duration NOTED_WITHIN = Duration.ofDays(2);

    private final Tenants tenants;
    private final WriteBackStore store;
    private final OptOutWriting optOuts;
    private final NoteWriting notes;
    private final InstantSource clock;

    public WriteBacks(Tenants tenants, WriteBackStore store, OutboxStore outbox, ContactDesk contacts, JobNotes jobs,
            InstantSource clock) {
        this.tenants = tenants;
        this.store = store;
        this.optOuts = new OptOutWriting(store, contacts, clock);
        this.notes = new NoteWriting(store, outbox, jobs, clock);
        this.clock = clock;
    }

    /** Looks what a tenant's ServiceTitan is to be told, and tells what is due. For one thread of a tenant at a time. */
    public void run(String name) {
        tenants.find(name).ifPresent(this::want);
        Map<Kind, SyncException> away = new EnumMap<>(Kind.class);
        for (WriteBack wish : store.due(name, clock.instant(), AT_ONCE)) {
            // A scope that is missing for the one does not keep the other waiting.
            SyncException known = away.get(wish.kind());
            if (known != null) {
                store.settle(later(wish, known));
            } else {
                carryOut(wish).ifPresent(failure -> away.put(wish.kind(), failure));
            }
        }
    }

    private void want(Tenant tenant) {
        Instant now = clock.instant();
        for (boolean addresses : new boolean[]{false, true }) {
            if (WriteBackRules.ofOptOuts(tenant, addresses).isPresent()) {
                store.newOptOuts(tenant.name(), addresses, AT_ONCE).forEach(key -> want(tenant, key, now));
            }
        }
        store.endedOptOuts(tenant.name(), AT_ONCE).forEach(wish -> store.want(wish.wanted(false, now)));
        List<String> noting = WriteBackRules.noting(tenant);
        Stream<OutboxMessage> sent = noting.isEmpty()
                ? Stream.of()
                : store.newlySent(tenant.name(), noting, now.minus(NOTED_WITHIN), AT_ONCE).stream();
        sent.forEach(message -> store.want(WriteBack.waiting(tenant.name(), Kind.JOB_NOTE, message.token(), now)));
    }

    private void want(Tenant tenant, String address, Instant now) {
        store.want(store.find(tenant.name(), Kind.OPT_OUT, address).map(before -> before.wanted(true, now))
                .orElseGet(() -> WriteBack.waiting(tenant.name(), Kind.OPT_OUT, address, now)));
    }

    /** @return the failure, when the tenant's ServiceTitan is not to be asked again in this turn */
    private Optional<SyncException> carryOut(WriteBack wish) {
        try {
            Tenant tenant = tenants.find(wish.tenant()).orElseThrow(
                    () -> new TenantUnavailableException("The tenant " + wish.tenant() + " is not there"));
            store.settle(wish.kind() == Kind.OPT_OUT ? optOuts.carryOut(tenant, wish) : notes.carryOut(tenant, wish));
            return Optional.empty();
        } catch (SyncException e) {
            store.settle(later(current(wish), e));
            return e instanceof RetryLaterException || e instanceof TenantUnavailableException
                    ? Optional.of(e)
                    : Optional.empty();
        }
    }

    /** With what was kept meanwhile. */
    private WriteBack current(WriteBack wish) {
        return store.find(wish.tenant(), wish.kind(), wish.key()).filter(now -> now.revision() == wish.revision()).orElse(wish);
    }

    private WriteBack later(WriteBack wish, SyncException failure) {
        Instant now = clock.instant();
        if (failure instanceof RejectedRecordException && wish.kind() == Kind.JOB_NOTE) {
            return wish.ended(State.REFUSED, failure.getMessage(), now);
        }
        boolean soon = failure instanceof RetryLaterException || failure instanceof TenantUnavailableException;
        return wish.again(now.plus(soon ? wait(wish.attempts()) : AFTER_REFUSAL), failure.getMessage(), now);
    }

    private static Duration wait(int attempts) {
        Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(attempts, 10));
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }
}
