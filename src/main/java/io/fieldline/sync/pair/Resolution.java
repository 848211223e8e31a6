package io.fieldline.sync.pair;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import io.fieldline.failure.MisconfiguredException;

/**
 * What a person decided about an entry of the conflict list. A decision changes what is remembered of the pair; the
 * reconciler then does the rest, by the same rules as ever.
 */
public final class Resolution {

    private static final String SERVICETITAN = "servicetitan";
    private static final String CRM = "crm";

    private final PairSides sides;
    private final PairStores stores;
    private final Reconciler reconciler;
    private final InstantSource clock;

    public Resolution(PairSides sides, PairStores stores, Reconciler reconciler, InstantSource clock) {
        this.sides = sides;
        this.stores = stores;
        this.reconciler = reconciler;
        this.clock = clock;
    }

    /**
     * Carries a decision out.
     *
     * @param take for all fields <code>servicetitan</code> or <code>crm</code>; for candidates the id of one or
     * <code>new</code>; <code>retry</code>; <code>create</code>; <code>leave</code>, <code>recreate</code> or
     * <code>deactivate</code>. May be null where fields are given
     * @param fields for single fields, <code>servicetitan</code> or <code>crm</code>
     * @throws MisconfiguredException when the decision does not fit the entry; nothing was changed then
     */
    public void resolve(Conflict conflict, String take, Map<String, String> fields) {
        switch (conflict.kind()) {
            case FIELDS -> fields(conflict, take, fields);
            case CANDIDATES -> candidate(conflict, fitting(conflict, take, "the id of a candidate, or new"));
            case INVALID, INCOMPLETE -> {
                only(conflict, take, "retry");
                again(conflict);
            }
            case CAPPED -> {
                only(conflict, take, "create");
                stores.conflicts().remove(List.of(conflict.id()));
                again(conflict);
            }
            case GONE -> gone(conflict, fitting(conflict, take, "leave, recreate or deactivate"));
        }
    }

    private static String fitting(Conflict conflict, String take, String fits) {
        if (take == null) {
            throw unfit(conflict, take, fits);
        }
        return take;
    }

    private static void only(Conflict conflict, String take, String fits) {
        if (!fits.equals(take)) {
            throw unfit(conflict, take, fits);
        }
    }

    private static MisconfiguredException unfit(Conflict conflict, String take, String fits) {
        return new MisconfiguredException("Conflict " + conflict.id() + " is about "
                + conflict.kind().name().toLowerCase(Locale.ROOT) + ": take " + fits
                + (take == null ? "" : ", not " + take));
    }

    /** The losing side's value becomes what was agreed on, so that only the other side has changed since. */
    private void fields(Conflict conflict, String take, Map<String, String> chosen) {
        PairLink link = link(conflict);
        Map<String, Object> agreed = new LinkedHashMap<>(link.agreed());
        conflict.details().forEach((field, versions) -> {
            String winner = chosen.getOrDefault(field, take);
            if (winner != null) {
                if (!winner.equals(SERVICETITAN) && !winner.equals(CRM)) {
                    throw unfit(conflict, winner, "servicetitan or crm for " + field);
                }
                agreed.put(field, ((Map<?, ?>) versions).get(winner.equals(CRM) ? SERVICETITAN : CRM));
            }
        });
        chosen.keySet().stream().filter(field -> !conflict.details().containsKey(field)).findFirst().ifPresent(field -> {
            throw unfit(conflict, field, "one of the fields " + String.join(", ", conflict.details().keySet()));
        });
        if (take == null && chosen.isEmpty()) {
            throw unfit(conflict, null, "servicetitan or crm");
        }
        stores.links().save(List.of(link.settled(agreed, null, null, clock.instant())));
        again(conflict);
    }

    private void candidate(Conflict conflict, String take) {
        boolean customer = conflict.crmId() == null;
        if (take.equals("new")) {
            if (customer) {
                reconciler.newRecordFor(customer(conflict));
            } else {
                reconciler.newCustomerFor(record(conflict));
            }
            return;
        }
        if (!(conflict.details().get("candidates") instanceof List<?> candidates) || !candidates.contains(take)) {
            throw unfit(conflict, take, "one of " + conflict.details().get("candidates") + ", or new");
        }
        stores.links().save(List.of(PairLink.linked(conflict.key(), customer ? conflict.serviceTitanId() : take,
                customer ? take : conflict.crmId(), clock.instant())));
        again(conflict);
    }

    private void gone(Conflict conflict, String take) {
        PairLink link = link(conflict);
        switch (take) {
            case "leave" -> {
            }
            case "recreate" -> {
                SideRecord customer = customer(conflict);
                stores.links().remove(link);
                reconciler.newRecordFor(customer);
            }
            case "deactivate" -> {
                WriteOutcome outcome = sides.serviceTitan().write(List.of(new SideWrite(conflict.serviceTitanId(),
                        conflict.crmId(), Map.of(), null, SideRecord.State.INACTIVE))).get(0);
                if (!(outcome instanceof WriteOutcome.Written)) {
                    throw new MisconfiguredException(
                            "Customer " + conflict.serviceTitanId() + " could not be made inactive: " + outcome);
                }
            }
            default -> throw unfit(conflict, take, "leave, recreate or deactivate");
        }
        stores.conflicts().remove(List.of(conflict.id()));
    }

    private PairLink link(Conflict conflict) {
        Optional<PairLink> link = conflict.serviceTitanId() == null
                ? Optional.empty()
                : stores.links().byServiceTitan(conflict.key(), List.of(conflict.serviceTitanId())).stream().findFirst();
        return link.orElseThrow(() -> new MisconfiguredException("Conflict " + conflict.id() + ": customer "
                + conflict.serviceTitanId() + " is no pair any more"));
    }

    private SideRecord customer(Conflict conflict) {
        return one(sides.serviceTitan(), conflict.serviceTitanId(), conflict);
    }

    private SideRecord record(Conflict conflict) {
        return one(sides.crm(), conflict.crmId(), conflict);
    }

    private static SideRecord one(Side side, String id, Conflict conflict) {
        return side.read(List.of(id)).stream().findFirst().orElseThrow(
                () -> new MisconfiguredException("Conflict " + conflict.id() + ": there is no record " + id + " any more"));
    }

    /** The pair, or the record without a partner, is looked at once more. */
    private void again(Conflict conflict) {
        if (conflict.serviceTitanId() != null) {
            forget(stores.links().byServiceTitan(conflict.key(), List.of(conflict.serviceTitanId())));
            reconciler.customersChanged(List.of(customer(conflict)));
        } else {
            forget(stores.links().byCrm(conflict.key(), List.of(conflict.crmId())));
            reconciler.recordsChanged(List.of(record(conflict)));
        }
    }

    /** A pair whose versions are not known is merged whatever they are. */
    private void forget(List<PairLink> links) {
        stores.links().save(links.stream().filter(link -> link.state() == PairLink.State.LINKED)
                .map(link -> link.settled(link.agreed(), null, null, clock.instant())).toList());
    }
}
