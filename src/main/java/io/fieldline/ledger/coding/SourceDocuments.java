package io.fieldline.ledger.coding;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import io.fieldline.ledger.DocumentKind;

/** ServiceTitan's documents of one tenant, as they can be coded. Rows are as the API gives them. */
public interface SourceDocuments {

    ReadPage<SourceSale> invoices(List<Map<String, Object>> rows, Coding coding);

    ReadPage<SourcePayment> payments(List<Map<String, Object>> rows, Coding coding);

    ReadPage<SourceSale> creditMemos(List<Map<String, Object>> rows, Coding coding);

    /** Their payments are read too. */
    ReadPage<SourceDeposit> deposits(List<Map<String, Object>> rows);

    /** Rows as they are now, void and failed ones too; those that are not there are left out. */
    List<Map<String, Object>> byIds(DocumentKind kind, Collection<Long> ids);

    /** Ids of the invoices of jobs that were completed since; completing a job need not touch its invoice. */
    Collection<Long> invoicesOfJobsCompletedSince(Instant since);

    /** Rows of bank deposits that changed since. */
    List<Map<String, Object>> depositsChangedSince(Instant since);

    /** All rows of documents of the days, both included, as they are now, void and failed ones too. */
    List<Map<String, Object>> between(DocumentKind kind, LocalDate from, LocalDate until);
}
