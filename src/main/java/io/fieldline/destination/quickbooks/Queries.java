package io.fieldline.destination.quickbooks;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.failure.RetryLaterException;

/** Questions in QuickBooks' query language. Inactive records do not come unless they are asked for. */
final class Queries {

    static final int PAGE = 1_000;
    /** Whether in use or not. */
    static final String ANY = "Active in (true, false)";
    private final QuickBooksClient client;

    Queries(QuickBooksClient client) {
        this.client = client;
    }

    /** All records of a kind, page after page. */
    List<JsonNode> all(String kind, String where) {
        return more(kind, where, 1, new ArrayList<>());
    }

    /**
     * Records by what people call them, and perhaps more: QuickBooks knows no way to say a backslash within quotes, so a name with
     * one is asked for by what stands around it.
     */
    List<JsonNode> named(String kind, String field, List<String> names) {
        List<JsonNode> found = new ArrayList<>();
        List<String> plain = names.stream().filter(name -> !name.contains("\\")).toList();
        if (!plain.isEmpty()) {
            found.addAll(all(kind, plain.size() == 1
                    ? field + " = " + quoted(plain.get(0))
                    : field + " in " + list(plain)));
        }
        names.stream().filter(name -> name.contains("\\"))
                .forEach(name -> found.addAll(all(kind, field + " like " + quoted(name.replace('\\', '%')))));
        return found;
    }

    /** All records of several kinds, their first pages in batches. */
    Map<String, List<JsonNode>> all(List<String> kinds) {
        Map<String, List<JsonNode>> found = new HashMap<>();
        for (int from = 0; from < kinds.size(); from += client.account().batchSize()) {
            List<String> some = kinds.subList(from, Math.min(kinds.size(), from + client.account().batchSize()));
            ObjectNode batch = JsonNodeFactory.instance.objectNode();
            ArrayNode items = batch.putArray("BatchItemRequest");
            some.forEach(kind -> items.addObject().put("bId", kind).put("Query", query(kind, "", 1)));
            client.ask(batch, some.size()).path("BatchItemResponse").forEach(item -> {
                String kind = item.path("bId").asText();
                if (item.has("QueryResponse")) {
                    List<JsonNode> rows = rows(item, kind);
                    found.put(kind, rows.size() < PAGE ? rows : more(kind, "", PAGE + 1, rows));
                }
            });
        }
        kinds.stream().filter(kind -> !found.containsKey(kind)).forEach(kind -> found.put(kind, all(kind, "")));
        return found;
    }

    private List<JsonNode> more(String kind, String where, int first, List<JsonNode> found) {
        List<JsonNode> all = new ArrayList<>(found);
        List<JsonNode> page;
        int start = first;
        do {
            page = page(kind, where, start);
            all.addAll(page);
            start += PAGE;
        } while (page.size() >= PAGE);
        return all;
    }

    /** @param start the first record, counted from 1 */
    List<JsonNode> page(String kind, String where, int start) {
        JsonNode answer = client.get("/query?query=" + encoded(query(kind, where, start)))
                .orElseThrow(() -> new RetryLaterException("QuickBooks gave no answer to a query of " + kind, null));
        return rows(answer, kind);
    }

    private static String query(String kind, String where, int start) {
        return "select * from " + kind + (where.isEmpty() ? "" : " where " + where) + " orderby Id startposition " + start
                + " maxresults " + PAGE;
    }

    private static List<JsonNode> rows(JsonNode answer, String kind) {
        List<JsonNode> rows = new ArrayList<>();
        answer.path("QueryResponse").path(kind).forEach(rows::add);
        return rows;
    }

    /** As a part of an address, where a blank is no plus. */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** @param text without a backslash */
    static String quoted(String text) {
        return "'" + text.replace("'", "\\'") + "'";
    }

    static String list(List<String> texts) {
        return texts.stream().map(Queries::quoted).collect(Collectors.joining(", ", "(", ")"));
    }
}
