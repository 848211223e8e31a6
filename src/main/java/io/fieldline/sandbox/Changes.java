package io.fieldline.sandbox;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.sandbox.data.ContractorData;
import io.fieldline.sandbox.data.Dispatching;
import io.fieldline.servicetitan.catalog.Match;
import io.fieldline.servicetitan.catalog.Operation;

/**
 * The writes that the sandbox has a model of, at one contractor. A collection that has rows can be created, changed and
 * deleted in; what is more than that, or less, is said by the classes that follow here.
 */
final class Changes {

    /** Does what was asked and gives the row, the rows or the value to answer with. */
    interface Change {
        JsonNode apply(Match match, ObjectNode body);
    }

    /** The field that holds the elements of a body that is a list. */
    static final String ELEMENTS = "elements";

    private final Rows rows;
    private final Map<String, Change> changes = new HashMap<>();

    Changes(ContractorData data, Dispatching dispatching) {
        this.rows = new Rows(data, dispatching);
        new CustomerChanges(rows).addTo(changes);
        new RequestChanges(rows).addTo(changes);
        new JobChanges(rows).addTo(changes);
        new AppointmentChanges(rows).addTo(changes);
        new EstimateChanges(rows).addTo(changes);
        new InvoiceChanges(rows).addTo(changes);
        new PaymentChanges(rows).addTo(changes);
        new CreditMemoChanges(rows).addTo(changes);
        new MembershipChanges(rows).addTo(changes);
        new OfficeChanges(rows).addTo(changes);
        new Capacity(rows).addTo(changes);
    }

    Optional<Change> of(Operation operation) {
        Change special = changes.get(operation.toString());
        return special != null ? Optional.of(special) : usual(operation);
    }

    private Optional<Change> usual(Operation operation) {
        String collection = Views.collection(operation);
        if (!rows.has(collection)) {
            return Optional.empty();
        }
        Optional<Views.Part> part = Views.part(operation);
        int last = operation.pathParameters().size() - 1;
        boolean named = last >= 0 && operation.path().endsWith("}");
        return Optional.ofNullable(switch (operation.name()) {
            case "create" -> (match, body) -> {
                part.ifPresent(of -> body.put(of.field(), rows.row(of.owner(), Rows.id(match, 0)).get("id").longValue()));
                return rows.insert(collection, PartFields.added(body));
            };
            case "update", "replace" -> named
                    ? (match, body) -> {
                        long id = of(part, collection, match, last);
                        return rows.update(collection, id, PartFields.changed(body, rows.row(collection, id)));
                    }
                    : null;
            case "delete" -> named
                    ? (match, body) -> rows.update(collection, of(part, collection, match, last),
                            Rows.NODES.objectNode().put("active", false))
                    : null;
            default -> null;
        });
    }

    /** The id of the row, which must belong to the record of the path and not be deleted. */
    private long of(Optional<Views.Part> part, String collection, Match match, int last) {
        long id = Rows.id(match, last);
        ObjectNode row = rows.row(collection, id);
        boolean there = part.isEmpty()
                || row.path(part.get().field()).longValue() == Rows.id(match, 0) && row.path("active").asBoolean(true);
        if (!there) {
            throw Rows.notFound();
        }
        return id;
    }
}
