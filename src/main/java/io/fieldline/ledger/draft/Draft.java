package io.fieldline.ledger.draft;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.fieldline.ledger.Cents;
import io.fieldline.ledger.Form;
import io.fieldline.ledger.Gap;
import io.fieldline.ledger.report.LeftOut;

/**
 * What would be posted of some days by a ledger that holds nothing yet.
 *
 * @param title such as the tenant and the days
 * @param posted in the order of ServiceTitan
 * @param older how many payments and credits settle an invoice of before the cut-over, which is looked for in the books then
 * @param leftOut documents that would not be posted, by reason
 * @param unreadable why records of ServiceTitan could not be read; a sentence for each
 */
public record Draft(String title, List<Posted> posted, List<Held> held, long older, List<LeftOut> leftOut,
        List<String> unreadable) {

    public Draft {
        posted = List.copyOf(posted);
        held = List.copyOf(held);
        leftOut = List.copyOf(leftOut);
        unreadable = List.copyOf(unreadable);
    }

    /**
     * @param document in ServiceTitan, such as <code>invoice 4711</code>
     * @param day on which it would stand
     * @param customer ServiceTitan's number; {@link io.fieldline.ledger.Header#NOBODY} for a deposit
     * @param total positive in its form, with the tax
     * @param to items with their amounts, or the account that money goes to
     * @param note what is particular about it; empty for nothing
     */
    public record Posted(Form form, String document, String number, LocalDate day, long customer, BigDecimal total,
            BigDecimal tax, String to, String note) {}

    /**
     * A document that would wait.
     *
     * @param total as ServiceTitan has it
     */
    public record Held(String document, String number, LocalDate day, BigDecimal total, List<Gap> gaps) {

        public Held {
            gaps = List.copyOf(gaps);
        }
    }

    /** What many documents lack alike. */
    public record Missing(Gap gap, long documents, BigDecimal total) {}

    /** @param total and tax positive in the form */
    public record Sum(long documents, BigDecimal total, BigDecimal tax) {

        private Sum plus(Posted one) {
            return new Sum(documents + 1, total.add(one.total()), tax.add(one.tax()));
        }
    }

    /** Whether nothing would wait, and everything could be read. */
    public boolean complete() {
        return held.isEmpty() && unreadable.isEmpty();
    }

    public Map<Form, Sum> sums() {
        Map<Form, Sum> sums = new EnumMap<>(Form.class);
        posted.forEach(one -> sums.put(one.form(),
                sums.getOrDefault(one.form(), new Sum(0, Cents.ZERO, Cents.ZERO)).plus(one)));
        return sums;
    }

    /** What keeps documents waiting, that which keeps most of them first. */
    public List<Missing> missing() {
        Map<Gap, Missing> missing = new LinkedHashMap<>();
        held.forEach(one -> one.gaps().forEach(gap -> missing.merge(gap, new Missing(gap, 1, one.total()),
                (some, more) -> new Missing(gap, some.documents() + 1, some.total().add(more.total())))));
        List<Missing> sorted = new ArrayList<>(missing.values());
        sorted.sort(Comparator.comparingLong(Missing::documents).reversed());
        return sorted;
    }

    public String verdict() {
        long all = posted.size() + (long) held.size();
        return all == 0 && unreadable.isEmpty()
                ? "Nothing would be posted."
                : posted.size() + " of " + all + " documents would be posted, " + held.size() + " would wait"
                        + (unreadable.isEmpty() ? "." : ", and " + unreadable.size() + " could not be read.");
    }
}
