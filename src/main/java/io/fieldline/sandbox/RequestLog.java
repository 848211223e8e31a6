package io.fieldline.sandbox;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What was asked and answered. Counts are complete; the single requests are the latest. Safe for use by many threads. */
final class RequestLog {

    private static final int KEPT = 20_000;
    private static final int PAGES_KEPT = 100_000;

    /** One request. The query is as sent, tokens of feeds included; the body up to its first 4,000 characters. */
    record Entry(long number, String method, String path, String query, int status, String body) {}

    private final Deque<Entry> latest = new ArrayDeque<>();
    private final Map<String, Map<Integer, Long>> counts = new TreeMap<>();
    private final Map<String, Integer> pages = new LinkedHashMap<>();
    private long number;

    /**
     * @param operation what is counted, such as <code>jpm/jobs list</code>
     * @param status 0 where the connection was ended on purpose
     * @param whole whether the caller got all of a page's rows
     */
    synchronized void add(String operation, String method, String path, String query, int status, boolean whole,
            String body) {
        latest.add(new Entry(++number, method, path, query, status, body));
        if (latest.size() > KEPT) {
            latest.remove();
        }
        counts.computeIfAbsent(operation, key -> new TreeMap<>()).merge(status, 1L, Long::sum);
        if (whole && method.equals("GET") && status == 200 && pages.size() < PAGES_KEPT) {
            pages.merge(path + "?" + query, 1, Integer::sum);
        }
    }

    synchronized List<Entry> latest() {
        return new ArrayList<>(latest);
    }

    /** How often each operation was answered with which status. */
    synchronized Map<String, Map<Integer, Long>> counts() {
        Map<String, Map<Integer, Long>> copy = new TreeMap<>();
        counts.forEach((operation, statuses) -> copy.put(operation, new TreeMap<>(statuses)));
        return copy;
    }

    /** How often each page, named by path and query, was served whole. */
    synchronized Map<String, Integer> pages() {
        return new LinkedHashMap<>(pages);
    }

    synchronized void clear() {
        latest.clear();
        counts.clear();
        pages.clear();
    }
}
