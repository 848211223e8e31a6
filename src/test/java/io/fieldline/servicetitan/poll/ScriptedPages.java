package io.fieldline.servicetitan.poll;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

import io.fieldline.servicetitan.http.ApiRequest;
import io.fieldline.servicetitan.http.Patience;

/** Gives the pages it was made with, in their order, and remembers what it was asked. */
final class ScriptedPages implements PageFetcher {

    private final Deque<Page> pages = new ArrayDeque<>();
    final List<Map<String, String>> asked = new ArrayList<>();

    ScriptedPages(Page... pages) {
        this.pages.addAll(List.of(pages));
    }

    static Page list(int number, boolean hasMore, Long total, long... ids) {
        return new Page(rows(ids), hasMore, null, number, total);
    }

    static Page feed(String token, boolean hasMore, long... ids) {
        return new Page(rows(ids), hasMore, token, null, null);
    }

    static List<Map<String, Object>> rows(long... ids) {
        return LongStream.of(ids).<Map<String, Object>>mapToObj(id -> {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("id", id);
            row.put("modifiedOn", "2026-03-01T07:00:0" + id % 10 + "Z");
            return row;
        }).toList();
    }

    @Override
    public Page fetch(ApiRequest request, Patience patience) {
        Map<String, String> query = new LinkedHashMap<>();
        request.query().forEach(value -> query.put(value.name(), value.value()));
        asked.add(query);
        if (pages.isEmpty()) {
            throw new AssertionError("asked for more pages than there are: " + query);
        }
        return pages.removeFirst();
    }

    List<String> askedFor(String parameter) {
        return asked.stream().map(query -> query.get(parameter)).toList();
    }

    static List<Batch> drain(Reading reading) {
        List<Batch> batches = new ArrayList<>();
        for (Batch batch = reading.next(); batch != null; batch = reading.next()) {
            batches.add(batch);
        }
        return batches;
    }

    static List<Object> ids(List<Batch> batches) {
        return batches.stream().flatMap(batch -> batch.records().stream()).map(row -> row.get("id")).toList();
    }

    static Long[] longs(long... ids) {
        return Arrays.stream(ids).boxed().toArray(Long[]::new);
    }
}
