package io.fieldline.ledger.told;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

import io.fieldline.ledger.DocumentKind;
import io.fieldline.tenant.Tenant;

/** Documents in ServiceTitan as accounting systems mark them. All throw one of the four failures. */
public interface ExportDesk {

    /** How many documents may be named at once. */
    int AT_ONCE = 50;

    /** How far accounting has come with a document. */
    enum Stage {
        PENDING, POSTED, EXPORTED
    }

    /**
     * A document as ServiceTitan shows it.
     *
     * @param exportId payments show none
     * @param job of an invoice
     */
    record Shown(Stage stage, Optional<String> exportId, OptionalLong job) {}

    /** Documents by their ids; those that ServiceTitan does not show are left out. */
    Map<Long, Shown> shown(Tenant tenant, DocumentKind kind, Collection<Long> ids);

    /**
     * Marks documents as exported.
     *
     * @param externalIds by the document's id; payments are given none
     * @return why some were refused, by their ids
     */
    Map<Long, String> mark(Tenant tenant, DocumentKind kind, Map<Long, String> externalIds);

    /** @throws io.fieldline.failure.RejectedRecordException when ServiceTitan refuses it */
    void exportId(Tenant tenant, long invoice, String exportId);
}
