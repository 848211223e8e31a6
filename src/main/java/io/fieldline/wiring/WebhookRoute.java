package io.fieldline.wiring;

import io.fieldline.servicetitan.webhook.WebhookReceiver;
import io.fieldline.servicetitan.webhook.WebhookReply;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

/** Takes ServiceTitan's events over HTTP. */
final class WebhookRoute {

    static final String PATH = "/webhooks/servicetitan";

    private final WebhookReceiver receiver;

    WebhookRoute(WebhookReceiver receiver) {
        this.receiver = receiver;
    }

    void register(Router router) {
        router.post(PATH).handler(BodyHandler.create(false).setBodyLimit(WebhookReceiver.LARGEST_BODY))
                .blockingHandler(this::receive, false);
    }

    private void receive(RoutingContext context) {
        byte[] body = context.body().buffer() == null ? new byte[0] : context.body().buffer().getBytes();
        WebhookReply reply = receiver.receive(context.request()::getHeader, body);
        context.response().setStatusCode(reply.status()).end();
    }
}
