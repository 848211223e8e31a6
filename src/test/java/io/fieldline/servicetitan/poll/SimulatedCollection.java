package io.fieldline.servicetitan.poll;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.servicetitan.http.ApiRequest;
import io.fieldline.servicetitan.http.Patience;

/**
 * The jobs of one tenant as ServiceTitan shows them: a list by time of change and an export feed that holds recent changes
 * back. Some writes become visible only a while after the time of change they carry.
 */
final class SimulatedCollection implements PageFetcher {

    static final Duration SETTLING = Duration.ofMinutes(3);
    private static final int PAGE = 3;

    private record Version(long id, Instant createdOn, Instant modifiedOn, Instant visibleAt) {}

    private final InstantSource clock;
    private final Map<Long, Version> records = new TreeMap<>();
    private final List<Version> hidden = new ArrayList<>();

    SimulatedCollection(InstantSource clock) {
        this.clock = clock;
    }

    static ReadableCollection jobs() {
        return new ReadableCollection(Catalog.load().collection("jpm", "jobs"), io.fieldline.sync.RecordShape.UNKNOWN);
    }

    void write(long id, Instant modifiedOn, Duration visibleAfter) {
        Version before = records.get(id);
        Version version = new Version(id, before == null ? modifiedOn : before.createdOn(), modifiedOn,
                modifiedOn.plus(visibleAfter));
        hidden.add(version);
        show();
    }

    /** The newest version of each record by id. */
    Map<String, Instant> truth() {
        show();
        Map<String, Instant> truth = new TreeMap<>();
        records.values().forEach(version -> truth.put(Long.toString(version.id()), version.modifiedOn()));
        return truth;
    }

    private void show() {
        hidden.removeIf(version -> {
            boolean visible = !version.visibleAt().isAfter(clock.instant());
            if (visible) {
                records.merge(version.id(), version,
                        (old, fresh) -> fresh.modifiedOn().isBefore(old.modifiedOn()) ? old : fresh);
            }
            return visible;
        });
    }

    @Override
    public Page fetch(ApiRequest request, Patience patience) {
        show();
        Map<String, String> query = new LinkedHashMap<>();
        request.query().forEach(value -> query.put(value.name(), value.value()));
        return request.operation().name().equals("export") ? feed(query) : list(query);
    }

    private Page list(Map<String, String> query) {
        int number = Integer.parseInt(query.get("page"));
        Instant since = query.containsKey("modifiedOnOrAfter") ? Instant.parse(query.get("modifiedOnOrAfter")) : Instant.MIN;
        List<Version> matching = records.values().stream().filter(version -> !version.modifiedOn().isBefore(since)).toList();
        List<Version> page = matching.stream().skip((number - 1L) * PAGE).limit(PAGE).toList();
        return new Page(rows(page), matching.size() > number * PAGE, null, number, (long) matching.size());
    }

    private Page feed(Map<String, String> query) {
        String from = query.get("from");
        boolean recent = "true".equals(query.get("includeRecentChanges"));
        Instant settled = clock.instant().minus(SETTLING);
        List<Version> after = records.values().stream()
                .sorted(Comparator.comparing(Version::modifiedOn).thenComparing(Version::id))
                .filter(version -> from == null || token(version).compareTo(from) > 0)
                .filter(version -> recent || version.modifiedOn().isBefore(settled)).toList();
        List<Version> page = after.stream().limit(PAGE).toList();
        String last = page.isEmpty() ? from : token(page.get(page.size() - 1));
        return new Page(rows(page), after.size() > PAGE, last == null ? "0" : last, null, null);
    }

    private static String token(Version version) {
        return version.modifiedOn() + " " + String.format("%08d", version.id());
    }

    private static List<Map<String, Object>> rows(List<Version> versions) {
        return versions.stream().map(version -> {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("id", version.id());
            row.put("createdOn", version.createdOn().toString());
            row.put("modifiedOn", version.modifiedOn().toString());
            return row;
        }).toList();
    }
}
