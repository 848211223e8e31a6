package io.fieldline.servicetitan.desk;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.servicetitan.desk.record.TenantDesk;

/** Notes, which are data whatever they say. */
final class Notes {

    private Notes() {}

    static ObjectNode shown(ObjectNode note, TenantDesk at) {
        return new Shown(note, at.zone()).put("on", Shown.moment(note.path("createdOn").asText(), at.zone()))
                .quoted("text", "text").row();
    }
}
