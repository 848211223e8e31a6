package io.fieldline.published;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What a request that was let in is answered. */
final class Api {

    private final Settings settings;
    private final ServerClock clock;
    private final RequestCheck check;
    private final Ledger ledger;
    private final Map<String, Collection> collections = new ConcurrentHashMap<>();
    private final Instant started;

    Api(Settings settings, ServerClock clock, RequestCheck check, Ledger ledger) {
        this.settings = settings;
        this.clock = clock;
        this.check = check;
        this.ledger = ledger;
        this.started = clock.now();
    }

    Collection collection(long tenant, String name) {
        return collections.computeIfAbsent(tenant + " " + name,
                key -> new Collection(name, settings.rowsOf(name), started));
    }

    Answer answer(Call call, DocumentedOperation operation, Map<String, String> values, long tenant) {
        List<String> violations = check.violations(operation, values, call);
        if (!violations.isEmpty()) {
            violations.forEach(text -> ledger.violation(call, text));
            return Answer.problem(400, "One or more validation errors occurred: " + violations);
        }
        Collection collection = collection(tenant, operation.collection());
        if (operation.isFeed()) {
            return feed(call, collection, tenant);
        }
        if (operation.isList()) {
            return Answer.json(new ListAnswer(operation, collection, call).json());
        }
        if (operation.isRecord() && operation.pathTypes().size() == 1) {
            return record(collection, values.values().stream().skip(1).findFirst().orElseThrow());
        }
        if (operation.answer() == null) {
            return Answer.of(302, "text/plain", "").with("Location", "/blob/file");
        }
        return "binary".equals(operation.answer()) ? Answer.of(200, "audio/mpeg", "ID3") : Answer.json("{\"id\":1}");
    }

    private Answer feed(Call call, Collection collection, long tenant) {
        Duration settling = settings.settling();
        try {
            return Answer.json(new FeedAnswer(collection, tenant, settling, settings.feedPageSize())
                    .json(call.parameter("from", ""), "true".equals(call.parameter("includeRecentChanges", "")), clock.now()));
        } catch (IllegalArgumentException e) {
            ledger.violation(call, "from: " + e.getMessage());
            return Answer.problem(400, "from is no continuation token and no date");
        }
    }

    private static Answer record(Collection collection, String id) {
        Optional<Row> row = id.matches("\\d{1,18}") ? collection.find(Long.parseLong(id)) : Optional.empty();
        return row.filter(found -> !found.deleted()).map(found -> {
            StringBuilder json = new StringBuilder();
            Shapes.write(json, collection.name(), found, false);
            return Answer.json(json.toString());
        }).orElseGet(() -> Answer.problem(404, "Entity was not found"));
    }
}
