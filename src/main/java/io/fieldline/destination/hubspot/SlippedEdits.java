package io.fieldline.destination.hubspot;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.fieldline.destination.hubspot.HubSpotObject.PastValue;
import io.fieldline.destination.hubspot.ObjectWriter.Input;
import io.fieldline.destination.hubspot.ObjectWriter.Result;

/**
 * Edits that came between a read and the write that followed it. HubSpot knows no conditional write, but it keeps what
 * every property held: an edit that lies right below ours and is younger than our read was overwritten unseen. It is put
 * back, and the write counts as stale.
 *
 * <p>
 * What remains: an edit of the same property in the moment between reading the history and putting the value back, and
 * HubSpot going away between our write and the reading.
 */
final class SlippedEdits {

    private static final Logger LOG = LoggerFactory.getLogger(SlippedEdits.class);

    private final ObjectReader objects;
    private final ObjectWriter writer;
    private final PropertyCatalogue catalogue;

    SlippedEdits(ObjectReader objects, ObjectWriter writer, PropertyCatalogue catalogue) {
        this.objects = objects;
        this.writer = writer;
        this.catalogue = catalogue;
    }

    /**
     * Looks for such edits and puts them back.
     *
     * @param written what was written, by HubSpot's ids
     * @param before the objects as they were read before that, by id, with the properties that were then written
     * @return the ids of the objects that had one
     */
    Set<String> restored(CrmObject object, List<Input> written, Map<String, HubSpotObject> before) {
        if (written.isEmpty()) {
            return Set.of();
        }
        Set<String> properties = new LinkedHashSet<>();
        written.forEach(input -> properties.addAll(input.properties().keySet()));
        Map<String, HubSpotObject> held = new LinkedHashMap<>();
        objects.withHistory(object, written.stream().map(Input::id).toList(), properties)
                .forEach(one -> held.put(one.id(), one));
        List<Input> back = new ArrayList<>();
        for (Input input : written) {
            Map<String, String> lost = lost(object, input, held.get(input.id()), before.get(input.id()));
            if (!lost.isEmpty()) {
                back.add(new Input(input.id(), lost));
            }
        }
        List<Result> results = writer.update(object, back);
        Set<String> ids = new HashSet<>();
        for (int index = 0; index < back.size(); index++) {
            ids.add(back.get(index).id());
            if (results.get(index).failed()) {
                LOG.warn("An edit of {} {} was overwritten and could not be put back: {}", object.word(),
                        back.get(index).id(), back.get(index).properties().keySet());
            }
        }
        return ids;
    }

    /** What was there when it was read is not lost, whenever HubSpot says that it was set: the write meant to change it. */
    private Map<String, String> lost(CrmObject object, Input input, HubSpotObject held, HubSpotObject before) {
        Map<String, String> lost = new LinkedHashMap<>();
        if (held != null) {
            input.properties().forEach((property, value) -> below(held.history().getOrDefault(property, List.of()), value,
                    object, property).filter(past -> past.since().isAfter(before.modifiedOn()))
                    .filter(past -> !same(object, property, past.value(), before.value(property)))
                    .ifPresent(past -> lost.put(property, past.value())));
        }
        return lost;
    }

    /** What our value, if it is the newest, took the place of. */
    private Optional<PastValue> below(List<PastValue> history, String ours, CrmObject object, String property) {
        return history.size() > 1 && same(object, property, ours, history.get(0).value())
                ? Optional.of(history.get(1))
                : Optional.empty();
    }

    private boolean same(CrmObject object, String property, String one, String other) {
        return PropertyValues.same(one, other, catalogue.type(object, property));
    }
}
