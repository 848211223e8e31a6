package io.fieldline.servicetitan.desk.record;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.Label;
import io.fieldline.agent.tool.RefusedCallException;

/** Which record a name means, and what a record is called. */
public final class Names {

    /** More candidates help nobody. */
    private static final int CANDIDATES = 10;

    private final TenantDesk desk;
    private final OfficeLists lists;

    Names(TenantDesk desk, OfficeLists lists) {
        this.desk = desk;
        this.lists = lists;
    }

    /** What the records are called, by id; empty text for one that is not there. */
    public Map<Long, String> of(NameKind kind, Collection<Long> ids) {
        Map<Long, String> names = new LinkedHashMap<>();
        Map<Long, ObjectNode> known = new LinkedHashMap<>();
        if (kind.office() && !ids.isEmpty()) {
            lists.rows(desk, kind).forEach(row -> known.put(row.path("id").longValue(), row));
        } else if (!ids.isEmpty()) {
            known.putAll(desk.byIds(kind.resource(), ids));
        }
        ids.forEach(id -> names.put(id, known.containsKey(id) ? Label.of(known.get(id).path("name").asText()) : ""));
        return names;
    }

    public String of(NameKind kind, long id) {
        return of(kind, List.of(id)).get(id);
    }

    /** Active ones whose name holds the text, in whatever case. */
    public List<ObjectNode> search(NameKind kind, String text) {
        return lists.rows(desk, kind).stream().filter(row -> row.path("active").asBoolean(true))
                .filter(row -> row.path("name").asText().toLowerCase(Locale.ROOT)
                        .contains(text.strip().toLowerCase(Locale.ROOT)))
                .toList();
    }

    /**
     * The one record that is meant.
     *
     * @param text an id, a name, or a part of one
     * @throws RefusedCallException when none is called so, or several are and no one exactly
     */
    public ObjectNode one(NameKind kind, String text) {
        return kind.office() ? ofOffice(kind, text.strip()) : asked(kind, text.strip(), Query.all());
    }

    /** The customer's location that is meant. */
    public ObjectNode location(long customer, String text) {
        ObjectNode location = asked(NameKind.LOCATION, text.strip(), Query.all().with("customerId", customer));
        if (location.path("customerId").longValue() != customer) {
            throw RefusedCallException.of("invalid_argument",
                    "Location " + location.path("id").asText() + " is not one of customer " + customer + ".");
        }
        return location;
    }

    private ObjectNode ofOffice(NameKind kind, String text) {
        Optional<ObjectNode> found = chosen(kind, text, lists.rows(desk, kind));
        if (found.isEmpty()) {
            lists.forget(kind);
            found = chosen(kind, text, lists.rows(desk, kind));
        }
        return found.orElseThrow(() -> none(kind, text, lists.rows(desk, kind)));
    }

    private ObjectNode asked(NameKind kind, String text, Query query) {
        if (number(text)) {
            return desk.record(kind.resource(), Long.parseLong(text));
        }
        List<ObjectNode> rows = desk.rows(kind.resource(), query.with("name", text), 500).rows();
        return chosen(kind, text, rows).orElseThrow(() -> none(kind, text, List.of()));
    }

    /** An exact name goes before a part of one; an active record before an inactive one. */
    private static Optional<ObjectNode> chosen(NameKind kind, String text, List<ObjectNode> rows) {
        if (number(text)) {
            return rows.stream().filter(row -> row.path("id").asText().equals(text)).findFirst();
        }
        List<ObjectNode> active = rows.stream().filter(row -> row.path("active").asBoolean(true)).toList();
        List<Predicate<ObjectNode>> rules = List.of(row -> row.path("name").asText().strip().equalsIgnoreCase(text),
                row -> row.path("name").asText().toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT)));
        for (Predicate<ObjectNode> rule : rules) {
            List<ObjectNode> found = active.stream().filter(rule).toList();
            if (found.size() > 1) {
                throw ambiguous(kind, text, found);
            }
            if (found.size() == 1) {
                return Optional.of(found.get(0));
            }
        }
        return Optional.empty();
    }

    private static boolean number(String text) {
        return text.matches("\\d{1,18}");
    }

    /** Of several records that fit, nobody but the caller can say which is meant. */
    public static RefusedCallException ambiguous(NameKind kind, String text, List<ObjectNode> found) {
        return new RefusedCallException("ambiguous", found.size() + " records fit as " + kind.word() + said(kind, text)
                + ". Ask again with the id of the one that is meant.", candidates(found));
    }

    private static RefusedCallException none(NameKind kind, String text, List<ObjectNode> known) {
        List<ObjectNode> active = known.stream().filter(row -> row.path("active").asBoolean(true)).toList();
        return new RefusedCallException("not_found", "No " + kind.word() + " fits" + said(kind, text) + ".",
                candidates(active));
    }

    private static String said(NameKind kind, String text) {
        return text.isEmpty() ? "" : " '" + (kind.office() ? text : Called.asked(text)) + "'";
    }

    private static ObjectNode candidates(List<ObjectNode> found) {
        ObjectNode details = Trees.object();
        ArrayNode candidates = details.putArray("candidates");
        found.stream().limit(CANDIDATES).forEach(row -> {
            ObjectNode candidate = candidates.addObject().put("id", row.path("id").longValue()).put("name",
                    Label.of(row.path("name").asText()));
            Addresses.line(row.path("address")).ifPresent(line -> candidate.put("address", line));
        });
        if (found.size() > CANDIDATES) {
            details.put("leftOut", found.size() - CANDIDATES + " more candidates");
        }
        return details;
    }
}
