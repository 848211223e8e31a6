package io.fieldline.servicetitan.writeback;

import java.util.List;
import java.util.Map;
import java.util.Set;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.ledger.told.JobDesk;
import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.servicetitan.http.ApiRequest.QueryValue;
import io.fieldline.servicetitan.http.ServiceTitanClient;
import io.fieldline.servicetitan.poll.OwnVersions;
import io.fieldline.tenant.Tenant;

/** External data of jobs in ServiceTitan. */
public final class ServiceTitanJobData implements JobDesk {

    private static final String EXTERNAL_DATA = "externalData";

    private final Calls calls;
    private final OwnVersions versions;

    /** @param versions are told of those that a write here makes */
    public ServiceTitanJobData(ServiceTitanClient client, Catalog catalog, OwnVersions versions) {
        this.calls = new Calls(client, catalog);
        this.versions = versions;
    }

    @Override
    public boolean bear(Tenant tenant, long job, String key, String value) {
        String guid = tenant.serviceTitan().applicationGuid().orElseThrow(() -> new MisconfiguredException("Tenant "
                + tenant.name() + ": servicetitan.applicationGuid must be given for noteOnJob: external-data"));
        Map<String, Object> before = job(tenant, job, guid);
        if (bears(before, key, value)) {
            return true;
        }
        calls.send(tenant, calls.operation("jpm", "jobs", "update"), path(job), Map.of(EXTERNAL_DATA, Map.of("applicationGuid",
                guid, "patchMode", "Merge", EXTERNAL_DATA, List.of(Map.of("key", key, "value", value)))));
        Map<String, Object> after = job(tenant, job, guid);
        versions.made(tenant.name(), "jpm/jobs", before, after, Set.of(EXTERNAL_DATA));
        return bears(after, key, value);
    }

    private Map<String, Object> job(Tenant tenant, long job, String guid) {
        return calls.record(tenant, calls.operation("jpm", "jobs", "get"), path(job),
                List.of(new QueryValue("externalDataApplicationGuid", guid)));
    }

    private static boolean bears(Map<String, Object> job, String key, String value) {
        return job.get(EXTERNAL_DATA) instanceof List<?> all && all.stream().anyMatch(
                one -> one instanceof Map<?, ?> held && key.equals(held.get("key")) && value.equals(held.get("value")));
    }

    private static Map<String, String> path(long job) {
        return Map.of("id", Long.toString(job));
    }
}
