package io.fieldline.servicetitan.visit;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.servicetitan.customer.NamedTypes;
import io.fieldline.servicetitan.customer.NamedTypes.Type;
import io.fieldline.tenant.FlowSettings;

/**
 * Job types and tags whose jobs are left out, each by id or by name.
 *
 * @param owner tenant and flow, for messages
 */
record Exclusions(String owner, List<String> jobTypes, List<String> tags) {

    static final Exclusions NONE = new Exclusions("", List.of(), List.of());

    static Exclusions of(String tenant, FlowSettings settings) {
        return new Exclusions("Tenant " + tenant + ": flow " + settings.flow(), texts(settings, "excludedJobTypes"),
                texts(settings, "excludedTags"));
    }

    private static List<String> texts(FlowSettings settings, String name) {
        return settings.values().get(name) instanceof List<?> list ? list.stream().map(String::valueOf).toList() : List.of();
    }

    /**
     * A tag counts on the job and on its customer.
     *
     * @throws Ended when the job is left out
     */
    void check(Office office, Map<String, Object> job, Map<String, Object> customer) {
        if (ids(jobTypes, office.jobTypes(), "excludedJobTypes", "job type").contains(job.get("jobTypeId"))) {
            throw new Ended("excluded-job-type", "jobs of this type are left out");
        }
        Set<Long> excluded = ids(tags, office.tagTypes(), "excludedTags", "tag");
        boolean tagged = Stream.of(job, customer).map(row -> row.get("tagTypeIds"))
                .flatMap(list -> list instanceof Collection<?> held ? held.stream() : Stream.empty())
                .anyMatch(excluded::contains);
        if (tagged) {
            throw new Ended("excluded-tag", "the job or its customer has a tag that is left out");
        }
    }

    /** A name that is not known would exclude nothing, and somebody would be messaged who should not be. */
    private Set<Long> ids(List<String> named, NamedTypes types, String setting, String what) {
        return named.stream().map(text -> text.matches("[0-9]+")
                ? Long.valueOf(text)
                : types.byName(text).map(Type::id)
                        .orElseThrow(() -> new MisconfiguredException(owner + ": " + setting + ": there is no " + what + " \""
                                + text + "\"" + types.suggestion(text))))
                .collect(Collectors.toSet());
    }
}
