package io.fieldline.servicetitan.writeback;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

import io.fieldline.failure.RejectedRecordException;
import io.fieldline.ledger.DocumentKind;
import io.fieldline.ledger.told.ExportDesk;
import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.servicetitan.catalog.Operation;
import io.fieldline.servicetitan.http.ServiceTitanClient;
import io.fieldline.tenant.Tenant;

/** Invoices, payments and credit memos in ServiceTitan, as they are marked as exported. */
public final class ServiceTitanExports implements ExportDesk {

    private static final Map<DocumentKind, String> COLLECTIONS = Map.of(DocumentKind.INVOICE, "invoices", DocumentKind.PAYMENT,
            "payments", DocumentKind.CREDIT_MEMO, "credit-memos");
    private static final Map<DocumentKind, String> IDS = Map.of(DocumentKind.INVOICE, "invoiceId", DocumentKind.CREDIT_MEMO,
            "creditMemoId");

    private final Calls calls;

    public ServiceTitanExports(ServiceTitanClient client, Catalog catalog) {
        this.calls = new Calls(client, catalog);
    }

    @Override
    public Map<Long, Shown> shown(Tenant tenant, DocumentKind kind, Collection<Long> ids) {
        Map<Long, Shown> shown = new LinkedHashMap<>();
        // A list may ignore what it is asked for, and then any record would come.
        calls.byIds(tenant, operation(kind, "list"), "ids", ids).stream()
                .filter(row -> row.get("id") instanceof Long id && ids.contains(id))
                .forEach(row -> shown.put((Long) row.get("id"), shown(row)));
        return shown;
    }

    private static Shown shown(Map<String, Object> row) {
        Stage stage = switch (String.valueOf(row.get("syncStatus"))) {
            case "Exported" -> Stage.EXPORTED;
            case "Posted" -> Stage.POSTED;
            default -> Stage.PENDING;
        };
        OptionalLong job = row.get("job") instanceof Map<?, ?> held && held.get("id") instanceof Long id
                ? OptionalLong.of(id)
                : OptionalLong.empty();
        return new Shown(stage, Optional.ofNullable(row.get("exportId")).map(Object::toString).filter(id -> !id.isBlank()),
                job);
    }

    @Override
    public Map<Long, String> mark(Tenant tenant, DocumentKind kind, Map<Long, String> externalIds) {
        try {
            return kind == DocumentKind.PAYMENT
                    ? markPayments(tenant, externalIds.keySet())
                    : markSales(tenant, kind, externalIds);
        } catch (RejectedRecordException refused) {
            return externalIds.size() == 1
                    ? Map.of(externalIds.keySet().iterator().next(), refused.getMessage())
                    : markSingly(tenant, kind, externalIds);
        }
    }

    /** Which of them made ServiceTitan refuse all. */
    private Map<Long, String> markSingly(Tenant tenant, DocumentKind kind, Map<Long, String> externalIds) {
        Map<Long, String> refused = new LinkedHashMap<>();
        externalIds.forEach((id, externalId) -> refused.putAll(mark(tenant, kind, Map.of(id, externalId))));
        return refused;
    }

    private Map<Long, String> markSales(Tenant tenant, DocumentKind kind, Map<Long, String> externalIds) {
        String name = IDS.get(kind);
        List<Map<String, Object>> body = new ArrayList<>();
        externalIds.forEach((id, externalId) -> body.add(Map.of(name, id, "externalId", externalId)));
        Map<Long, String> refused = new LinkedHashMap<>();
        calls.sendList(tenant, operation(kind, "markasexported"), body).stream()
                .filter(row -> !Boolean.TRUE.equals(row.get("success")) && row.get(name) instanceof Long)
                .forEach(row -> refused.put((Long) row.get(name), Optional.ofNullable(row.get("errorMessage"))
                        .map(Object::toString).orElse("ServiceTitan did not mark it and gave no reason")));
        return refused;
    }

    private Map<Long, String> markPayments(Tenant tenant, Collection<Long> ids) {
        calls.send(tenant, operation(DocumentKind.PAYMENT, "status"), Map.of(),
                Map.of("paymentIds", List.copyOf(ids), "status", "Exported"));
        return Map.of();
    }

    @Override
    public void exportId(Tenant tenant, long invoice, String exportId) {
        calls.send(tenant, operation(DocumentKind.INVOICE, "update"), Map.of("id", Long.toString(invoice)),
                Map.of("exportId", exportId));
    }

    private Operation operation(DocumentKind kind, String name) {
        return calls.operation("accounting", COLLECTIONS.get(kind), name);
    }
}
