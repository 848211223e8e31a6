package io.fieldline.destination.hubspot;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Links objects with HubSpot's own kind of association; linking what is linked changes nothing. */
final class Linker {

    private final HubSpotClient client;

    /** Two objects by their ids. */
    record Link(String from, String to) {}

    Linker(HubSpotClient client) {
        this.client = client;
    }

    /** @return the links that could not be made, because one end is not there any more */
    Set<Link> broken(CrmObject from, CrmObject to, List<Link> links) {
        if (links.isEmpty()) {
            return Set.of();
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        links.forEach(link -> {
            ObjectNode input = body.withArrayProperty("inputs").addObject();
            input.putObject("from").put("id", link.from());
            input.putObject("to").put("id", link.to());
        });
        Answer answer = client.post("/crm/v4/associations/" + from.plural() + "/" + to.plural()
                + "/batch/associate/default", body);
        if (!answer.refused()) {
            return missing(links, answer.body());
        }
        if (links.size() == 1) {
            return Set.copyOf(links);
        }
        Set<Link> broken = new HashSet<>(broken(from, to, links.subList(0, links.size() / 2)));
        broken.addAll(broken(from, to, links.subList(links.size() / 2, links.size())));
        return broken;
    }

    private static Set<Link> missing(List<Link> links, JsonNode body) {
        Set<String> named = new HashSet<>();
        for (JsonNode error : body.path("errors")) {
            error.path("context").forEach(values -> {
                named.add(values.asText());
                values.forEach(value -> named.add(value.asText()));
            });
        }
        Set<Link> broken = new HashSet<>(links);
        broken.removeIf(link -> !named.contains(link.from()) && !named.contains(link.to()));
        return broken;
    }
}
