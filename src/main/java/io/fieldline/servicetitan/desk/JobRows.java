package io.fieldline.servicetitan.desk;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.servicetitan.desk.record.NameKind;
import io.fieldline.servicetitan.desk.record.Names;
import io.fieldline.servicetitan.desk.record.TenantDesk;
import io.fieldline.servicetitan.desk.record.Trees;

/** Jobs as lists show them. Jobs carry ids only; names and times are read along. */
final class JobRows {

    static final String RESOURCE = "jpm/jobs";
    static final String APPOINTMENTS = "jpm/appointments";

    private JobRows() {}

    static Shape shape() {
        return Shape.object().ids("id").plain("number", "status").ids("customerId").personal("customer", "name")
                .plain("jobType", "businessUnit", "start", "completedOn").numbers("total");
    }

    /** @param withCustomer for lists of several customers; a list of one's own is shorter */
    static List<ObjectNode> shown(TenantDesk desk, List<ObjectNode> jobs, boolean withCustomer) {
        Names names = desk.names();
        Map<Long, String> customers = withCustomer ? names.of(NameKind.CUSTOMER, longs(jobs, "customerId")) : Map.of();
        Map<Long, String> types = names.of(NameKind.JOB_TYPE, longs(jobs, "jobTypeId"));
        Map<Long, String> units = withCustomer ? names.of(NameKind.BUSINESS_UNIT, longs(jobs, "businessUnitId")) : Map.of();
        Map<Long, ObjectNode> appointments = desk.byIds(APPOINTMENTS, longs(jobs, "lastAppointmentId"));
        return jobs.stream().map(job -> {
            ObjectNode appointment = appointments.get(job.path("lastAppointmentId").longValue());
            Shown shown = new Shown(job, desk.zone()).id().field("number", "jobNumber").field("status", "jobStatus")
                    .put("jobType", types.get(job.path("jobTypeId").longValue()))
                    .put("start", appointment == null ? "" : Shown.moment(Trees.text(appointment, "start"), desk.zone()))
                    .fields("total");
            if (withCustomer) {
                shown.fields("customerId").put("customer", customers.get(job.path("customerId").longValue()))
                        .put("businessUnit", units.get(job.path("businessUnitId").longValue())).moments("completedOn");
            }
            return shown.row();
        }).toList();
    }

    static List<Long> longs(List<ObjectNode> rows, String path) {
        return rows.stream().map(row -> Trees.at(row, path).longValue()).filter(id -> id > 0).distinct().toList();
    }
}
