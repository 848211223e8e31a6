package io.fieldline.servicetitan.accounting;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import io.fieldline.failure.RejectedRecordException;
import io.fieldline.ledger.DocumentKind;
import io.fieldline.servicetitan.catalog.Operation;
import io.fieldline.servicetitan.customer.Lists;
import io.fieldline.servicetitan.http.ApiRequest.QueryValue;

/**
 * Reads the documents of some days. The lists are asked for moments in an unknown zone, so a day more is asked for on both
 * sides, and the day that a document bears decides.
 */
final class DocumentsOfDays {

    private static final int MORE_DAYS = 2;
    private static final Map<DocumentKind, Filter> FILTERS = Map.of(DocumentKind.INVOICE,
            new Filter("invoiceDate", "invoicedOnOrAfter", "invoicedOnBefore", "T00:00:00Z"), DocumentKind.PAYMENT,
            new Filter("date", "paidOnAfter", "paidOnBefore", "T00:00:00Z"), DocumentKind.CREDIT_MEMO,
            new Filter("date", "dateOnOrAfter", "dateBefore", ""), DocumentKind.BANK_DEPOSIT,
            new Filter("depositDate", "depositDateOnOrAfter", "depositDateBefore", "T00:00:00Z"));

    private final Lists lists;

    /** @param ending of a day in the query, which makes it a time where the list takes times */
    private record Filter(String field, String after, String before, String ending) {

        List<QueryValue> query(LocalDate from, LocalDate until) {
            return List.of(new QueryValue(after, from.minusDays(MORE_DAYS) + ending),
                    new QueryValue(before, until.plusDays(MORE_DAYS) + ending));
        }

        /** One whose day cannot be read is let through, so that reading it says what is wrong. */
        boolean holds(Row row, LocalDate from, LocalDate until) {
            try {
                return row.day(field).map(day -> !day.isBefore(from) && !day.isAfter(until)).orElse(true);
            } catch (RejectedRecordException unreadable) {
                return true;
            }
        }
    }

    DocumentsOfDays(Lists lists) {
        this.lists = lists;
    }

    /** @param list of the collection; both days are included */
    List<Map<String, Object>> read(DocumentKind kind, Operation list, LocalDate from, LocalDate until) {
        Filter filter = FILTERS.get(kind);
        return lists.all(list, Lists.join(Lists.inactive(list), filter.query(from, until))).stream()
                .filter(row -> filter.holds(new Row(row), from, until)).toList();
    }
}
