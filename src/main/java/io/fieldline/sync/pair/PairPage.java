package io.fieldline.sync.pair;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

/** The pairs that a page of changed records is about. */
final class PairPage {

    private final List<Pairing> pairings = new ArrayList<>();
    private PairCounts settled = PairCounts.NONE;

    void add(Pairing pairing) {
        pairings.add(pairing);
    }

    void unchanged() {
        settled = settled.plus(new PairCounts(0, 0, 1, 0, 0));
    }

    void waits() {
        settled = settled.plus(new PairCounts(0, 0, 0, 1, 0));
    }

    void skipped() {
        settled = settled.plus(new PairCounts(0, 0, 0, 0, 1));
    }

    List<Pairing> pairings() {
        return pairings;
    }

    List<Pairing> in(Pairing.State state) {
        return pairings.stream().filter(pairing -> pairing.state() == state).toList();
    }

    /** Reads what is not known yet of pairs that have both records. */
    static void fill(List<Pairing> pairings, PairSides sides) {
        Map<String, SideRecord> customers = read(sides.serviceTitan(),
                pairings.stream().filter(pairing -> pairing.serviceTitan() == null).map(Pairing::serviceTitanId));
        Map<String, SideRecord> records = read(sides.crm(),
                pairings.stream().filter(pairing -> pairing.crm() == null).map(Pairing::crmId));
        pairings.forEach(pairing -> pairing.show(
                pairing.serviceTitan() != null ? pairing.serviceTitan() : customers.get(pairing.serviceTitanId()),
                pairing.crm() != null ? pairing.crm() : records.get(pairing.crmId())));
    }

    private static Map<String, SideRecord> read(Side side, Stream<String> ids) {
        List<String> known = ids.filter(Objects::nonNull).distinct().toList();
        return known.isEmpty() ? new HashMap<>() : byId(side.read(known), SideRecord::id);
    }

    static <T> Map<String, T> byId(List<T> items, Function<T, String> id) {
        Map<String, T> byId = new HashMap<>();
        items.forEach(item -> byId.put(id.apply(item), item));
        return byId;
    }

    PairCounts counts() {
        return pairings.stream().map(Pairing::counts).reduce(settled, PairCounts::plus);
    }
}
