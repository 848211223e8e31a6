package io.fieldline.ledger.told;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.fieldline.failure.RejectedRecordException;
import io.fieldline.ledger.DocumentKind;
import io.fieldline.ledger.told.ExportDesk.Shown;
import io.fieldline.ledger.told.ExportDesk.Stage;
import io.fieldline.tenant.Tenant;

/**
 * Marks documents in ServiceTitan, or gives them an export id. They are read first, so that what ServiceTitan has is not written
 * again after a lost answer or a crash, and read afterwards, so that nothing counts as told that it does not show.
 */
final class ExportTelling {

    private final ExportDesk desk;
    private final TellingStore store;
    private final Retries retries;
    private final InstantSource clock;

    ExportTelling(ExportDesk desk, TellingStore store, InstantSource clock) {
        this.desk = desk;
        this.store = store;
        this.retries = new Retries(clock);
        this.clock = clock;
    }

    /**
     * @param wanted what each is to be told; of one kind of document and one way, no more than may be named at once
     * @throws io.fieldline.failure.SyncException when nothing can be said of those that still wait
     */
    void tell(Tenant tenant, DocumentKind kind, Map<Telling, String> wanted) {
        Instant now = clock.instant();
        Map<Long, Shown> shown = desk.shown(tenant, kind, ids(wanted));
        Map<Telling, String> toSend = new LinkedHashMap<>();
        List<Telling> settled = new ArrayList<>();
        wanted.forEach((telling, text) -> {
            Optional<Telling> known = known(telling, text, Optional.ofNullable(shown.get(telling.key().id())), now);
            known.ifPresentOrElse(settled::add, () -> toSend.put(telling, text));
        });
        store.settle(settled);
        if (!toSend.isEmpty()) {
            store.sending(toSend.entrySet().stream().map(one -> one.getKey().sending(one.getValue(), now)).toList());
            settleSent(tenant, kind, toSend, send(tenant, kind, toSend));
        }
    }

    private static List<Long> ids(Map<Telling, String> wanted) {
        return wanted.keySet().stream().map(telling -> telling.key().id()).toList();
    }

    /** What can be said without a write; empty when it is to be written. */
    private Optional<Telling> known(Telling telling, String text, Optional<Shown> shown, Instant now) {
        if (shown.isEmpty()) {
            return Optional.of(retries.waiting(telling, "ServiceTitan does not show " + telling.key().spoken()));
        }
        Optional<String> exportId = shown.get().exportId();
        if (exportId.isPresent() && !List.of(text, telling.told(), telling.sent()).contains(exportId.get())) {
            return Optional.of(telling.refused("ServiceTitan has the export id " + exportId.get()
                    + " for it, which is none of ours, so it was left as it is", now));
        }
        boolean ours = exportId.map(text::equals).orElse(telling.sent().equals(text));
        if (telling.way() == Way.EXPORT_ID) {
            return exportId.filter(text::equals).map(same -> telling.done(text, now));
        }
        return switch (shown.get().stage()) {
            case PENDING -> Optional.of(retries.early(telling, "ServiceTitan has not posted it yet"));
            case POSTED -> Optional.empty();
            case EXPORTED -> ours || telling.key().kind() == DocumentKind.PAYMENT
                    ? Optional.of(telling.done(text, now))
                    : Optional.empty();
        };
    }

    /** @return why some were refused, by their ids */
    private Map<Long, String> send(Tenant tenant, DocumentKind kind, Map<Telling, String> toSend) {
        Map<Long, String> texts = new LinkedHashMap<>();
        toSend.forEach((telling, text) -> texts.put(telling.key().id(), text));
        if (toSend.keySet().iterator().next().way() == Way.MARKED) {
            return desk.mark(tenant, kind, texts);
        }
        Map<Long, String> refused = new LinkedHashMap<>();
        texts.forEach((id, text) -> {
            try {
                desk.exportId(tenant, id, text);
            } catch (RejectedRecordException e) {
                refused.put(id, e.getMessage());
            }
        });
        return refused;
    }

    private void settleSent(Tenant tenant, DocumentKind kind, Map<Telling, String> sent, Map<Long, String> refused) {
        Map<Long, Shown> after = desk.shown(tenant, kind, ids(sent).stream().filter(id -> !refused.containsKey(id)).toList());
        Instant now = clock.instant();
        store.settle(sent.entrySet().stream().map(one -> {
            Telling telling = one.getKey();
            String why = refused.get(telling.key().id());
            if (why != null) {
                return telling.refused(why, now);
            }
            return shows(after.get(telling.key().id()), telling.way(), one.getValue())
                    ? telling.done(one.getValue(), now)
                    : retries.waiting(telling, "ServiceTitan took it and does not show it yet");
        }).toList());
    }

    private static boolean shows(Shown shown, Way way, String text) {
        return shown != null && (way == Way.MARKED
                ? shown.stage() == Stage.EXPORTED
                : shown.exportId().filter(text::equals).isPresent());
    }
}
