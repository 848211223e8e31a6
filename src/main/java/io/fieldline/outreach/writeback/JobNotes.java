package io.fieldline.outreach.writeback;

import io.fieldline.tenant.Tenant;

/** The notes of jobs in ServiceTitan. All throw one of the four failures. */
public interface JobNotes {

    /** @param mark a text that no other note holds */
    boolean has(Tenant tenant, long job, String mark);

    void add(Tenant tenant, long job, String text);
}
