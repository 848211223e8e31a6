package io.fieldline.mcp;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;

/** The events in which a call is answered over HTTP. The protocol's library begins them before a tool sees the call. */
final class CallStream implements Questions.Stream {

    private final HttpServerResponse response;

    CallStream(HttpServerResponse response) {
        this.response = response;
    }

    @Override
    public void send(JsonObject message) {
        if (!closed()) {
            response.write("event: message\ndata: " + message.encode() + "\n\n");
        }
    }

    @Override
    public boolean closed() {
        return response.closed() || response.ended();
    }
}
