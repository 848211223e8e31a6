package io.fieldline.destination.hubspot;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.destination.hubspot.Position.Looking;

/**
 * Finds what changed by HubSpot's search. It sorts by one property only and says nothing of the order of equals, so a page
 * goes on at the time of the last row; where one moment has more rows than a page, that moment is read by id.
 */
final class ChangedIds {

    private static final int PAGE = 200;
    private static final String ID = "hs_object_id";

    private final HubSpotClient client;

    /** @param next where the rest is; null when this was all */
    record Found(List<String> ids, Looking next) {}

    ChangedIds(HubSpotClient client) {
        this.client = client;
    }

    /** @param without a property that objects must have no value of; null for all objects */
    Found from(Looking looking, String without) {
        return looking.id() == null ? since(looking, without) : at(looking, without);
    }

    private Found since(Looking looking, String without) {
        CrmObject object = looking.object();
        ObjectNode body = body(object, object.modified(), without);
        filter(body, object.modified(), "GTE", Long.toString(looking.stamp().toEpochMilli()));
        List<HubSpotObject> rows = rows(object, body);
        if (rows.size() < PAGE) {
            return new Found(ids(rows), null);
        }
        Instant last = rows.get(rows.size() - 1).modifiedOn();
        return new Found(ids(rows), last.isAfter(looking.stamp()) ? at(looking, last, null) : at(looking, last, "0"));
    }

    private Found at(Looking looking, String without) {
        CrmObject object = looking.object();
        ObjectNode body = body(object, ID, without);
        filter(body, object.modified(), "EQ", Long.toString(looking.stamp().toEpochMilli()));
        filter(body, ID, "GT", looking.id());
        List<HubSpotObject> rows = rows(object, body);
        return new Found(ids(rows), rows.size() < PAGE
                ? at(looking, looking.stamp().plusMillis(1), null)
                : at(looking, looking.stamp(), rows.get(rows.size() - 1).id()));
    }

    private static Looking at(Looking looking, Instant stamp, String id) {
        return new Looking(looking.watched(), looking.began(), looking.object(), stamp, id);
    }

    private List<HubSpotObject> rows(CrmObject object, ObjectNode body) {
        List<HubSpotObject> rows = new ArrayList<>();
        for (JsonNode row : client.search(object, body).accepted("search its " + object.plural()).path("results")) {
            rows.add(HubSpotObject.of(object, row));
        }
        return rows;
    }

    private static List<String> ids(List<HubSpotObject> rows) {
        return rows.stream().map(HubSpotObject::id).toList();
    }

    private static ObjectNode body(CrmObject object, String sort, String without) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("limit", PAGE);
        body.putArray("sorts").addObject().put("propertyName", sort).put("direction", "ASCENDING");
        body.putArray("properties").add(object.modified());
        ArrayNode filters = body.putArray("filterGroups").addObject().putArray("filters");
        if (without != null) {
            filters.addObject().put("propertyName", without).put("operator", "NOT_HAS_PROPERTY");
        }
        return body;
    }

    private static void filter(ObjectNode body, String property, String operator, String value) {
        body.withArray("/filterGroups/0/filters").addObject().put("propertyName", property).put("operator", operator)
                .put("value", value);
    }
}
