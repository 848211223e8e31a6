package io.fieldline.mcp;

import java.util.Objects;
import java.util.Optional;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;

/** What a request says, before the protocol's library reads it. */
final class Body {

    private Body() {}

    /** @return empty where it has no body, or one that is no message; that is told by the protocol */
    static Optional<JsonObject> message(RoutingContext context) {
        Buffer body = context.body() == null ? null : context.body().buffer();
        try {
            return body != null && Json.decodeValue(body) instanceof JsonObject message
                    ? Optional.of(message)
                    : Optional.empty();
        } catch (DecodeException e) {
            return Optional.empty();
        }
    }

    /**
     * Takes arguments that are null out of a call. Clients send them for what they leave out, and the protocol's library fails on
     * them before a tool sees the call.
     */
    static void dropNullArguments(RoutingContext context, JsonObject message) {
        if (message.getValue("params") instanceof JsonObject params
                && params.getValue("arguments") instanceof JsonObject arguments
                && arguments.getMap().values().removeIf(Objects::isNull)) {
            ((RoutingContextInternal) context).setBody(message.toBuffer());
        }
    }
}
