package io.fieldline.servicetitan.accounting;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.fieldline.failure.RejectedRecordException;
import io.fieldline.ledger.coding.Coding;
import io.fieldline.ledger.coding.Finality;
import io.fieldline.servicetitan.catalog.Operation;
import io.fieldline.servicetitan.customer.Lists;

/** Reads what the documents of a page do not say themselves. */
final class PageReader {

    private final Coding coding;
    private final Lists lists;
    private final Operations operations;
    private final UnaryOperator<Set<Long>> known;
    private final Function<Set<Long>, List<Row>> invoices;

    /** The list of a collection. */
    interface Operations {
        Operation list(String module, String collection);
    }

    /**
     * @param known those of some invoices that the ledger posted
     * @param invoices reads invoices by their ids
     */
    PageReader(Coding coding, Lists lists, Operations operations, UnaryOperator<Set<Long>> known,
            Function<Set<Long>, List<Row>> invoices) {
        this.coding = coding;
        this.lists = lists;
        this.operations = operations;
        this.known = known;
        this.invoices = invoices;
    }

    Surroundings ofInvoices(List<Row> page) {
        List<Row> lines = page.stream().flatMap(invoice -> invoice.rows("items").stream()).toList();
        Set<Long> adjusted = gather(page, invoice -> invoice.amount("total").signum() < 0
                ? invoice.number("adjustmentToId").stream().toList()
                : List.of());
        Set<Long> jobs = coding.finality() == Finality.COMPLETED
                ? gather(page, invoice -> invoice.number("job").stream().toList())
                : Set.of();
        Set<Long> zones = coding.asksForTaxZones()
                ? gather(page, invoice -> invoice.number("taxZoneId").stream().toList())
                : Set.of();
        return new PageSurroundings(coding, unknown(adjusted), completed(jobs), categories(lines), zones(zones));
    }

    Surroundings ofPayments(List<Row> page) {
        return new PageSurroundings(coding, unknown(settled(page)), Set.of(), Map.of(), Map.of());
    }

    Surroundings ofCreditMemos(List<Row> page, List<Row> lines) {
        return new PageSurroundings(coding, unknown(settled(page)), Set.of(), categories(lines), Map.of());
    }

    /** What rows name; a row that cannot be read names nothing, and reading it says what is wrong. */
    static Set<Long> gather(List<Row> rows, Function<Row, Collection<Long>> named) {
        Set<Long> ids = new LinkedHashSet<>();
        for (Row row : rows) {
            try {
                ids.addAll(named.apply(row));
            } catch (RejectedRecordException unreadable) {
                continue;
            }
        }
        return ids;
    }

    private static Set<Long> settled(List<Row> page) {
        return gather(page, row -> row.rows("appliedTo").stream().flatMap(one -> one.number("appliedTo").stream()).toList());
    }

    private Map<Long, Row> unknown(Set<Long> named) {
        Set<Long> unknown = new LinkedHashSet<>(named);
        if (!unknown.isEmpty()) {
            unknown.removeAll(known.apply(named));
        }
        return unknown.isEmpty()
                ? Map.of()
                : invoices.apply(unknown).stream().collect(Collectors.toMap(Row::id, row -> row, first()));
    }

    private Set<Long> completed(Set<Long> jobs) {
        return rows("jpm", "jobs", jobs).filter(job -> job.text("jobStatus").filter("Completed"::equals).isPresent())
                .map(Row::id).collect(Collectors.toSet());
    }

    private Map<Long, Set<String>> zones(Set<Long> zones) {
        return rows(AccountingRecords.ACCOUNTING, "tax-zones", zones)
                .collect(Collectors.toMap(Row::id, zone -> zone.names("id", "name"), first()));
    }

    private Map<Long, Set<String>> categories(List<Row> lines) {
        return coding.asksForCategories() ? new Categories(operations, lists).of(lines) : Map.of();
    }

    private Stream<Row> rows(String module, String collection, Set<Long> ids) {
        if (ids.isEmpty()) {
            return Stream.empty();
        }
        Operation list = operations.list(module, collection);
        return lists.inBatches(list, "ids", ids, Lists.inactive(list)).stream().map(Row::new);
    }

    private static <T> BinaryOperator<T> first() {
        return (one, again) -> one;
    }
}
