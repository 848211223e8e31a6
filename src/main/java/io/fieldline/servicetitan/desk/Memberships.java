package io.fieldline.servicetitan.desk;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.servicetitan.desk.record.NameKind;
import io.fieldline.servicetitan.desk.record.TenantDesk;

/** Memberships as lists show them. */
final class Memberships {

    static final String RESOURCE = "memberships/memberships";

    private Memberships() {}

    static List<ObjectNode> shown(TenantDesk at, List<ObjectNode> rows, boolean withCustomer) {
        Map<Long, String> types = at.names().of(NameKind.MEMBERSHIP_TYPE, JobRows.longs(rows, "membershipTypeId"));
        Map<Long, String> customers = withCustomer
                ? at.names().of(NameKind.CUSTOMER, JobRows.longs(rows, "customerId"))
                : Map.of();
        return rows.stream().map(row -> {
            Shown shown = new Shown(row, at.zone()).id().put("type", types.get(row.path("membershipTypeId").longValue()))
                    .field("status", "status").day("from", "from").day("to", "to");
            if (withCustomer) {
                shown.fields("customerId").put("customer", customers.get(row.path("customerId").longValue()))
                        .fields("locationId").field("billing", "billingFrequency").day("nextBill", "nextScheduledBillDate")
                        .day("canceled", "cancellationDate").quoted("memo", "memo");
            }
            return shown.row();
        }).toList();
    }
}
