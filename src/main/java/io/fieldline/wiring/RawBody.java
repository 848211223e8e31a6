package io.fieldline.wiring;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/**
 * Collects a body exactly as it was sent, up to a limit. Vert.x's own handler takes forms apart as well and refuses one with a
 * long field, such as the text of a reply.
 */
final class RawBody implements Handler<RoutingContext> {

    private static final String KEY = RawBody.class.getName();
    private static final int TOO_LARGE = 413;

    private final int largest;

    /** @param largest in bytes */
    RawBody(int largest) {
        this.largest = largest;
    }

    static byte[] of(RoutingContext context) {
        return context.<Buffer>get(KEY).getBytes();
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        Buffer body = Buffer.buffer();
        request.handler(chunk -> {
            if (!context.response().ended()) {
                body.appendBuffer(chunk);
                if (body.length() > largest) {
                    context.response().setStatusCode(TOO_LARGE).putHeader("Connection", "close").end();
                }
            }
        });
        request.endHandler(end -> {
            if (!context.response().ended()) {
                context.put(KEY, body).next();
            }
        });
    }
}
