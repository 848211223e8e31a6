package io.fieldline.ledger;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What has to be taken off documents that are about to become smaller than what was paid on them, or void: the books would
 * refuse that, or undo the application by a rule of their own. The payments whose part was taken off are derived anew once
 * the document has changed.
 */
final class Releases {

    private final LedgerStore store;

    Releases(LedgerStore store) {
        this.store = store;
    }

    /** @param sales the steps that are to be made next */
    List<Step> before(List<Step> sales) {
        List<Step> smaller = sales.stream().filter(step -> step.entry().stands()).toList();
        Map<EntryKey, BigDecimal> settled = store.settled(smaller.stream().map(step -> step.entry().key()).toList());
        Map<EntryKey, LedgerEntry> entries = new LinkedHashMap<>();
        Map<EntryKey, List<Applied>> left = new LinkedHashMap<>();
        smaller.forEach(step -> {
            BigDecimal total = step.content().map(Content::total).map(BigDecimal::abs).orElse(Cents.ZERO);
            BigDecimal excess = settled.getOrDefault(step.entry().key(), Cents.ZERO).subtract(total);
            if (excess.signum() > 0 || moves(step)) {
                takeOff(step.entry().key(), moves(step) ? settled.getOrDefault(step.entry().key(), Cents.ZERO) : excess,
                        entries, left);
            }
        });
        return left.entrySet().stream().map(one -> step(entries.get(one.getKey()), one.getValue())).toList();
    }

    /** To another customer: what one customer paid cannot stay on what another owes. */
    private static boolean moves(Step step) {
        return step.content().filter(content -> content.header().customer() != step.entry().content().orElseThrow().header()
                .customer()).isPresent();
    }

    private void takeOff(EntryKey target, BigDecimal excess, Map<EntryKey, LedgerEntry> entries,
            Map<EntryKey, List<Applied>> left) {
        BigDecimal rest = excess;
        List<LedgerEntry> settling = new ArrayList<>(store.settling(target));
        Collections.reverse(settling);
        for (LedgerEntry entry : settling) {
            if (rest.signum() <= 0) {
                return;
            }
            entries.put(entry.key(), entry);
            List<Applied> before = left.getOrDefault(entry.key(), entry.content().orElseThrow().applied());
            BigDecimal here = Cents.sum(before.stream().filter(one -> one.target().equals(target)).map(Applied::amount));
            if (entry.form() == Form.APPLICATION) {
                // It links credits to invoices in equal amounts, so it is given up and made anew.
                left.put(entry.key(), List.of());
                rest = rest.subtract(here);
            } else {
                BigDecimal off = here.min(rest);
                left.put(entry.key(), less(before, target, off));
                rest = rest.subtract(off);
            }
        }
    }

    private static List<Applied> less(List<Applied> applied, EntryKey target, BigDecimal off) {
        List<Applied> less = new ArrayList<>();
        BigDecimal rest = off;
        for (Applied one : applied) {
            BigDecimal here = one.target().equals(target) ? rest.min(one.amount()) : Cents.ZERO;
            rest = rest.subtract(here);
            if (one.amount().compareTo(here) > 0) {
                less.add(new Applied(one.target(), one.amount().subtract(here)));
            }
        }
        return less;
    }

    private static Step step(LedgerEntry entry, List<Applied> left) {
        boolean given = entry.form() == Form.APPLICATION && left.isEmpty();
        return new Step(entry, given ? Optional.empty() : entry.content().map(content -> content.applying(left)));
    }
}
