package io.fieldline.mcp;

import java.util.Objects;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;

/**
 * Takes arguments that are null out of a call. Clients send them for what they leave out, and the protocol's library fails on
 * them before a tool sees the call.
 */
final class NullArguments {

    private NullArguments() {}

    /** Does nothing to what is no call; what is no JSON either is told by the protocol. */
    static void drop(RoutingContext context) {
        Buffer body = context.body() == null ? null : context.body().buffer();
        if (json(body) instanceof JsonObject call && call.getValue("params") instanceof JsonObject params
                && params.getValue("arguments") instanceof JsonObject arguments
                && arguments.getMap().values().removeIf(Objects::isNull)) {
            ((RoutingContextInternal) context).setBody(call.toBuffer());
        }
    }

    private static Object json(Buffer body) {
        try {
            return body == null ? null : Json.decodeValue(body);
        } catch (DecodeException e) {
            return null;
        }
    }
}
