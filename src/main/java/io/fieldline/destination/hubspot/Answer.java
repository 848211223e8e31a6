package io.fieldline.destination.hubspot;

import com.fasterxml.jackson.databind.JsonNode;

import io.fieldline.failure.RejectedRecordException;

/** What HubSpot said: something done, wholly or in part (207), or a refusal of what was asked. */
record Answer(int status, JsonNode body) {

    boolean refused() {
        return status >= 400;
    }

    /** For calls that HubSpot has no reason to refuse. */
    JsonNode accepted(String what) {
        if (refused()) {
            throw new RejectedRecordException("HubSpot would not " + what + ": " + status + " "
                    + body.path("message").asText(body.toString()));
        }
        return body;
    }
}
