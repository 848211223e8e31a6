package io.fieldline.servicetitan.desk.record;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.servicetitan.catalog.ApiCollection;
import io.fieldline.servicetitan.catalog.Operation;

/**
 * Reads one record, in whatever way its collection allows. An appointment is read with its technicians, which ServiceTitan
 * keeps beside it.
 */
final class Lookup {

    static final String APPOINTMENTS = "jpm/appointments";
    private static final String ASSIGNMENTS = "dispatch/appointment-assignments";

    private final TenantDesk desk;

    Lookup(TenantDesk desk) {
        this.desk = desk;
    }

    /**
     * Whether a record of the collection can be read by its id.
     *
     * @param part of another record
     */
    static boolean possible(ApiCollection collection, boolean part) {
        return part
                ? ofOwner(collection).isPresent()
                : ownGet(collection).isPresent() || collection.list().filter(list -> list.hasParameter("ids")).isPresent();
    }

    private static Optional<Operation> ofOwner(ApiCollection collection) {
        return Stream.of("list-of", "list").map(collection::find).flatMap(Optional::stream)
                .filter(candidate -> candidate.pathParameters().size() == 1).findFirst();
    }

    private static Optional<Operation> ownGet(ApiCollection collection) {
        return collection.get().filter(get -> get.pathParameters().size() == 1 && get.path().endsWith("}"));
    }

    Optional<ObjectNode> find(String resource, String id) {
        ApiCollection collection = desk.calls().collection(resource);
        int slash = id.indexOf('/');
        Optional<ObjectNode> found = slash >= 0
                ? part(collection, id.substring(0, slash), id.substring(slash + 1))
                : ownGet(collection).map(get -> byGet(get, id)).orElseGet(() -> byList(collection.operation("list"), id));
        return resource.equals(APPOINTMENTS) ? found.map(this::withTechnicians) : found;
    }

    private Optional<ObjectNode> byGet(Operation get, String id) {
        JsonNode answer = desk.read(get, Map.of(get.pathParameters().get(0).name(), id), Query.all(), null);
        return answer instanceof ObjectNode record ? Optional.of(record) : Optional.empty();
    }

    /** A list that was asked for one id may ignore the filter, and then any record would come. */
    private Optional<ObjectNode> byList(Operation list, String id) {
        Query query = Query.all().with("ids", id);
        list.inactive().ifPresent(argument -> query.with(argument.name(), argument.value()));
        return desk.page(list, Map.of(), query, 1, 50).rows().stream().filter(row -> row.path("id").asText().equals(id))
                .findFirst();
    }

    /** Notes of jobs bear no id; the moment of their creation tells them. */
    private Optional<ObjectNode> part(ApiCollection collection, String owner, String id) {
        Operation list = ofOwner(collection)
                .orElseThrow(() -> new IllegalArgumentException(collection + " belongs to no other record"));
        List<ObjectNode> rows = desk.rows(list, Map.of(list.pathParameters().get(0).name(), owner), Query.all(), 5_000).rows();
        return rows.stream().filter(row -> row.path(row.has("id") ? "id" : "createdOn").asText().equals(id)).findFirst();
    }

    private ObjectNode withTechnicians(ObjectNode appointment) {
        ArrayNode technicians = appointment.putArray("technicianIds");
        desk.allBy(ASSIGNMENTS, "appointmentIds", "appointmentId", List.of(appointment.path("id").longValue()), 500).stream()
                .filter(row -> row.path("active").asBoolean(true)).map(row -> row.path("technicianId").longValue()).sorted()
                .distinct().forEach(technicians::add);
        return appointment;
    }
}
