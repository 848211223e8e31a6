package io.fieldline.sync.pair;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * E-mails that move from one record of the CRM to another. A CRM may let only one record have an e-mail, so the record that
 * loses it has to be written before the one that gets it.
 */
final class MovingEmails {

    private final PairMapping mapping;
    private final List<Pairing> pairings;

    MovingEmails(PairMapping mapping, List<Pairing> pairings) {
        this.mapping = mapping;
        this.pairings = pairings;
    }

    /** Those that wait for none of the others; all where each waits for another. */
    List<Pairing> first() {
        Set<Object> given = given();
        List<Pairing> first = given.isEmpty()
                ? pairings
                : pairings.stream().filter(pairing -> taken(pairing).stream().noneMatch(given::contains)).toList();
        return first.isEmpty() ? pairings : first;
    }

    /** Whether another pairing would get an e-mail that one of these still has. */
    boolean keepFrom(Pairing other) {
        Set<Object> given = given();
        return taken(other).stream().anyMatch(given::contains);
    }

    private Set<Object> given() {
        Set<Object> given = new HashSet<>();
        pairings.forEach(pairing -> given.addAll(given(pairing)));
        return given;
    }

    private List<Object> given(Pairing pairing) {
        List<String> changing = changing(pairing);
        List<Object> given = new ArrayList<>();
        if (pairing.crm() != null && !changing.isEmpty()) {
            PairMapping.Converted held = mapping.fromCrm(pairing.crm());
            changing.stream().map(held.values()::get).filter(value -> !Values.empty(value)).forEach(given::add);
            given.removeAll(taken(pairing));
        }
        return given;
    }

    private List<Object> taken(Pairing pairing) {
        return changing(pairing).stream().map(pairing.merged().toCrm()::get).filter(value -> !Values.empty(value)).toList();
    }

    private List<String> changing(Pairing pairing) {
        return mapping.fieldsOf(MatchKey.Kind.EMAIL).stream().filter(pairing.merged().toCrm()::containsKey).toList();
    }
}
