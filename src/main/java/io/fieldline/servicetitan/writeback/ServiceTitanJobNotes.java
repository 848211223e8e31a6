package io.fieldline.servicetitan.writeback;

import java.util.List;
import java.util.Map;

import io.fieldline.outreach.writeback.JobNotes;
import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.servicetitan.http.ServiceTitanClient;
import io.fieldline.tenant.Tenant;

/** Notes of jobs in ServiceTitan, which have no ids: their text tells them apart. */
public final class ServiceTitanJobNotes implements JobNotes {

    private final Calls calls;

    public ServiceTitanJobNotes(ServiceTitanClient client, Catalog catalog) {
        this.calls = new Calls(client, catalog);
    }

    @Override
    public boolean has(Tenant tenant, long job, String mark) {
        return calls.rows(tenant, calls.operation("jpm", "jobs/notes", "list"), path(job), List.of()).stream()
                .anyMatch(note -> String.valueOf(note.get("text")).contains(mark));
    }

    @Override
    public void add(Tenant tenant, long job, String text) {
        calls.send(tenant, calls.operation("jpm", "jobs/notes", "create"), path(job), Map.of("text", text, "pinToTop", false));
    }

    private static Map<String, String> path(long job) {
        return Map.of("id", Long.toString(job));
    }
}
