package io.fieldline.servicetitan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.fieldline.servicetitan.FaultyServiceTitan.Answer;
import io.fieldline.servicetitan.FaultyServiceTitan.Received;

/** Collections kept in memory and served as lists, feeds and single records; writes ignore fields they do not know. */
final class StoredRecords {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PAGE = 2;
    private static final Set<String> KNOWN = Set.of("name", "summary", "total", "jobStatus");

    private final Map<String, Map<Long, Map<String, Object>>> collections = new ConcurrentHashMap<>();
    private final Set<Long> lostFromFeeds = ConcurrentHashMap.newKeySet();

    /** From now on no feed shows the record. */
    void loseFromFeeds(long id) {
        lostFromFeeds.add(id);
    }

    /** The record is in no list any more; feeds show it as inactive. */
    void delete(long tenant, String collection, long id) {
        put(tenant, collection, id, "active", false, "deleted", true);
    }

    /** @return the record as it is now */
    synchronized Map<String, Object> put(long tenant, String collection, long id, Object... fields) {
        Map<String, Object> record = new LinkedHashMap<>(of(tenant, collection).getOrDefault(id, Map.of()));
        String now = Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
        record.put("id", id);
        record.putIfAbsent("createdOn", now);
        record.put("modifiedOn", now);
        for (int field = 0; field < fields.length; field += 2) {
            record.put((String) fields[field], fields[field + 1]);
        }
        of(tenant, collection).put(id, record);
        return record;
    }

    private Map<Long, Map<String, Object>> of(long tenant, String collection) {
        return collections.computeIfAbsent(tenant + " " + collection, key -> new TreeMap<>());
    }

    synchronized Answer answer(Received request) {
        String[] path = request.path().split("/", 6);
        long tenant = Long.parseLong(path[4]);
        String rest = path[5];
        if (rest.startsWith("export/")) {
            return json(feed(of(tenant, path[1] + "/" + rest.substring(7)), request.query()));
        }
        String[] parts = rest.split("/");
        String collection = path[1] + "/" + parts[0];
        if (parts.length == 1) {
            return request.method().equals("POST")
                    ? write(tenant, collection, 100 + of(tenant, collection).size(), request)
                    : json(list(of(tenant, collection), request.query()));
        }
        if (parts.length == 2 && !Character.isDigit(parts[1].charAt(0))) {
            return json(list(of(tenant, path[1] + "/" + rest), request.query()));
        }
        long id = Long.parseLong(parts[1]);
        if (!of(tenant, collection).containsKey(id)) {
            return Answer.problem(404, "Not found");
        }
        return request.method().equals("GET")
                ? json(of(tenant, collection).get(id))
                : parts.length > 2
                        ? json(put(tenant, collection, id, "jobStatus", "Canceled"))
                        : write(tenant, collection, id, request);
    }

    private Answer write(long tenant, String collection, long id, Received request) {
        try {
            Map<?, ?> sent = JSON.readValue(request.body(), Map.class);
            Map<String, Object> record = put(tenant, collection, id);
            KNOWN.stream().filter(sent::containsKey).forEach(name -> record.put(name, sent.get(name)));
            return json(record);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> list(Map<Long, Map<String, Object>> records, Map<String, String> query) {
        Instant since = query.containsKey("modifiedOnOrAfter") ? Instant.parse(query.get("modifiedOnOrAfter")) : Instant.MIN;
        List<String> ids = query.containsKey("ids") ? List.of(query.get("ids").split(",")) : null;
        List<Map<String, Object>> matching = records.values().stream()
                .filter(record -> !modifiedOn(record).isBefore(since))
                .filter(record -> !record.containsKey("deleted"))
                .filter(record -> !"True".equals(query.get("active")) || !Boolean.FALSE.equals(record.get("active")))
                .filter(record -> ids == null || ids.contains(record.get("id").toString())).toList();
        int page = Integer.parseInt(query.getOrDefault("page", "1"));
        List<Map<String, Object>> rows = matching.stream().skip((page - 1L) * PAGE).limit(PAGE).toList();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("page", page);
        answer.put("pageSize", PAGE);
        answer.put("hasMore", matching.size() > page * PAGE);
        answer.put("totalCount", query.containsKey("includeTotal") ? matching.size() : null);
        answer.put("data", rows);
        return answer;
    }

    private Map<String, Object> feed(Map<Long, Map<String, Object>> records, Map<String, String> query) {
        String from = query.getOrDefault("from", "");
        List<Map<String, Object>> ordered = new ArrayList<>(records.values());
        ordered.removeIf(record -> lostFromFeeds.contains((Long) record.get("id")));
        ordered.sort(Comparator.comparing(StoredRecords::token));
        List<Map<String, Object>> after = ordered.stream().filter(record -> token(record).compareTo(from) > 0).toList();
        List<Map<String, Object>> rows = after.stream().limit(PAGE).toList();
        return Map.of("hasMore", after.size() > PAGE, "continueFrom", rows.isEmpty()
                ? from.isEmpty() ? "0" : from
                : token(rows.get(rows.size() - 1)), "data", rows);
    }

    private static String token(Map<String, Object> record) {
        return record.get("modifiedOn") + " " + String.format("%09d", (Long) record.get("id"));
    }

    private static Instant modifiedOn(Map<String, Object> record) {
        return Instant.parse((String) record.get("modifiedOn"));
    }

    private static Answer json(Object value) {
        try {
            return Answer.json(200, JSON.writeValueAsString(value));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
