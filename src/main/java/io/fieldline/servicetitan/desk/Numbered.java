package io.fieldline.servicetitan.desk;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.RefusedCallException;
import io.fieldline.servicetitan.desk.record.Query;
import io.fieldline.servicetitan.desk.record.TenantDesk;
import io.fieldline.servicetitan.desk.record.Trees;

/** Records that people know by a number, which may be the id of another record. */
final class Numbered {

    private static final String BY_ID = "id:";
    private static final String ID = "\\d{1,18}";

    private Numbered() {}

    /**
     * The one record that is meant. A number that is another record's id is not guessed at.
     *
     * @param text a number or an id; <code>id:5</code> is an id in any case
     * @param field of a row that holds the number
     * @param shown rows as candidates
     * @throws RefusedCallException when there is none, or several fit
     */
    static ObjectNode one(TenantDesk at, String word, String resource, String field, String text,
            Function<List<ObjectNode>, List<ObjectNode>> shown) {
        if (text.startsWith(BY_ID)) {
            String id = text.substring(BY_ID.length()).strip();
            return Optional.of(id).filter(one -> one.matches(ID)).flatMap(one -> at.find(resource, one))
                    .orElseThrow(() -> none(word, text));
        }
        List<ObjectNode> fitting = new ArrayList<>(at.page(resource, Query.all().with("number", text), 1, 10).rows().stream()
                .filter(row -> Trees.text(row, field).equals(text)).toList());
        if (text.matches(ID)) {
            at.find(resource, text).filter(found -> fitting.stream().noneMatch(row -> row.get("id").equals(found.get("id"))))
                    .ifPresent(fitting::add);
        }
        if (fitting.size() > 1) {
            ObjectNode details = Trees.object();
            ArrayNode candidates = details.putArray("candidates");
            shown.apply(fitting).forEach(candidates::add);
            throw new RefusedCallException("ambiguous", text + " is the number or the id of " + fitting.size() + " " + word
                    + "s. Ask again with " + BY_ID + " and the id of the one that is meant.", details);
        }
        return fitting.stream().findFirst().map(row -> at.record(resource, row.path("id").longValue()))
                .orElseThrow(() -> none(word, text));
    }

    private static RefusedCallException none(String word, String text) {
        return RefusedCallException.of("not_found", "There is no " + word + " '" + text + "'.");
    }
}
