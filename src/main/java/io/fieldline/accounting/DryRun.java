package io.fieldline.accounting;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.fieldline.ledger.BooksCatalogue;
import io.fieldline.ledger.Content;
import io.fieldline.ledger.DocumentKind;
import io.fieldline.ledger.EntryKey;
import io.fieldline.ledger.Family;
import io.fieldline.ledger.Form;
import io.fieldline.ledger.Gap;
import io.fieldline.ledger.Line;
import io.fieldline.ledger.OpenPeriod;
import io.fieldline.ledger.Plan;
import io.fieldline.ledger.Step;
import io.fieldline.ledger.Verdict;
import io.fieldline.ledger.coding.Coding;
import io.fieldline.ledger.coding.SourceDocuments;
import io.fieldline.ledger.draft.Draft;
import io.fieldline.ledger.report.Days;
import io.fieldline.ledger.report.LeftOut;

/** Works out what would be posted of some days by a ledger that holds nothing. Neither the ledger nor the books are written. */
final class DryRun {

    private final SourceDocuments documents;
    private final Coding coding;
    private final BooksCatalogue catalogue;
    private final OpenPeriod period;
    private final List<Draft.Posted> posted = new ArrayList<>();
    private final List<Draft.Held> held = new ArrayList<>();
    private final LeftOut.Tally leftOut = new LeftOut.Tally();
    private final Set<Long> waitingPayments = new HashSet<>();
    private long older;

    /** @param period of the books as they are now */
    DryRun(SourceDocuments documents, Coding coding, BooksCatalogue catalogue, OpenPeriod period) {
        this.documents = documents;
        this.coding = coding;
        this.catalogue = catalogue;
        this.period = period;
    }

    /** To be asked once. */
    Draft of(String title, Days days, Progress progress) {
        CodedDocuments coded = new CodedDocuments(documents, coding, catalogue, none -> Set.of(), progress);
        coded.between(days, this::add);
        return new Draft(title, posted, held, older, leftOut.all(), coded.unreadable());
    }

    private void add(Coded one) {
        if (one.verdict() instanceof Verdict.Held wrong) {
            hold(one, wrong.gaps());
        } else if (one.verdict() instanceof Verdict.LeftAlone left) {
            leftOut.add(one.kind(), left.reason(), one.total());
        } else {
            Verdict.Wanted wanted = (Verdict.Wanted) one.verdict();
            wanted.content().ifPresent(content -> plan(one, content, wanted));
        }
    }

    private void hold(Coded one, List<Gap> gaps) {
        held.add(new Draft.Held(one.key().spoken(), one.number(), one.day(), one.total(), gaps));
        if (one.key().kind() == DocumentKind.PAYMENT) {
            waitingPayments.add(one.key().id());
        }
    }

    private void plan(Coded one, Content content, Verdict.Wanted wanted) {
        List<Gap> waiting = taken(wanted).stream().filter(payment -> waitingPayments.contains(payment.id()))
                .map(payment -> new Gap("payment", payment.number(), "its payment " + payment.number() + " would wait",
                        Optional.empty()))
                .toList();
        if (waiting.isEmpty()) {
            plan(one, content, wanted.settles(), taken(wanted));
        } else {
            hold(one, waiting);
        }
    }

    private static List<Verdict.Banked.Payment> taken(Verdict.Wanted wanted) {
        return wanted.banked().map(Verdict.Banked::payments).orElse(List.of());
    }

    private void plan(Coded one, Content content, List<Verdict.Settling> settles, List<Verdict.Banked.Payment> takes) {
        Plan plan = Plan.of(new EntryKey(one.key(), one.family(), 0), Optional.of(content), List.of(), period, Set.of());
        plan.waits().ifPresent(why -> hold(one, List.of(Gap.of("closed", why))));
        if (plan.waits().isEmpty() && settles.stream().anyMatch(Verdict.Settling::older)) {
            older++;
        }
        plan.steps().stream().map(Step::content).flatMap(Optional::stream)
                .forEach(step -> posted.add(posted(one, step, settles, takes)));
    }

    private static Draft.Posted posted(Coded one, Content content, List<Verdict.Settling> settles,
            List<Verdict.Banked.Payment> takes) {
        Form form = content.form();
        BigDecimal sign = BigDecimal.valueOf(form.sign());
        List<String> notes = new ArrayList<>();
        if (!content.header().date().equals(one.day())) {
            notes.add("its own day " + one.day() + " is closed in the books");
        }
        String settled = settles.stream().map(settling -> settling.number().isEmpty()
                ? Long.toString(settling.invoice())
                : settling.number()).distinct().collect(Collectors.joining(", "));
        if (!settled.isEmpty()) {
            notes.add("settles " + settled);
        }
        if (!takes.isEmpty()) {
            notes.add("takes " + takes.stream().map(Verdict.Banked.Payment::number).collect(Collectors.joining(", ")));
        }
        return new Draft.Posted(form, one.key().spoken(), content.header().number(), content.header().date(),
                content.header().customer(), content.total().multiply(sign), content.tax().multiply(sign), to(content, sign),
                String.join("; ", notes));
    }

    private static String to(Content content, BigDecimal sign) {
        if (content.family() == Family.SETTLEMENT || content.family() == Family.DEPOSIT) {
            return content.header().account().orElse("");
        }
        Map<String, BigDecimal> items = new LinkedHashMap<>();
        for (Line line : content.lines()) {
            String unit = line.itemClass().isEmpty() ? "" : " (" + line.itemClass() + ")";
            items.merge(line.item() + unit, line.amount().multiply(sign), BigDecimal::add);
        }
        return items.entrySet().stream().map(item -> item.getKey() + " " + item.getValue())
                .collect(Collectors.joining(", "));
    }
}
