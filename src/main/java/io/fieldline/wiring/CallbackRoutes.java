package io.fieldline.wiring;

import java.util.List;
import java.util.function.Function;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.fieldline.failure.SyncException;
import io.fieldline.messaging.MessageLinks;
import io.fieldline.messaging.inbound.CallbackReader.Posted;
import io.fieldline.messaging.inbound.CallbackReceiver;
import io.fieldline.messaging.inbound.CallbackReply;
import io.fieldline.messaging.inbound.LinkForwarding;
import io.fieldline.messaging.inbound.Unsubscribing;
import io.fieldline.messaging.inbound.Unsubscribing.Page;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** Takes over HTTP what providers report of messages, who wants no more of them, and who follows a link of one. */
final class CallbackRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(CallbackRoutes.class);
    private static final String UNSUBSCRIBE = "/unsubscribe/:token";
    private static final int LARGEST_FORM = 4096;

    private final CallbackReceiver receiver;
    private final Unsubscribing unsubscribing;
    private final LinkForwarding links;
    private final List<String> types;

    /** @param types of connections whose providers call back */
    CallbackRoutes(CallbackReceiver receiver, Unsubscribing unsubscribing, LinkForwarding links, List<String> types) {
        this.receiver = receiver;
        this.unsubscribing = unsubscribing;
        this.links = links;
        this.types = List.copyOf(types);
    }

    void register(Router router) {
        types.forEach(type -> router.post("/webhooks/" + type + "/:tenant/:connection")
                .handler(new RawBody(CallbackReceiver.LARGEST_BODY))
                .blockingHandler(context -> answer(context, () -> receive(type, context)), false));
        router.get(UNSUBSCRIBE).blockingHandler(context -> answer(context, () -> show(context, unsubscribing::page)), false);
        router.post(UNSUBSCRIBE).handler(new RawBody(LARGEST_FORM))
                .blockingHandler(context -> answer(context, () -> show(context, unsubscribing::unsubscribe)), false);
        for (HttpMethod method : List.of(HttpMethod.GET, HttpMethod.HEAD)) {
            router.route(method, MessageLinks.PATH + ":code").blockingHandler(
                    context -> answer(context, () -> forward(context)),
                    false);
        }
    }

    private void receive(String type, RoutingContext context) {
        String query = context.request().query();
        CallbackReply reply = receiver.receive(type, context.pathParam("tenant"), context.pathParam("connection"),
                new Posted(query == null ? "" : query, RawBody.of(context), name -> {
                    String value = context.request().getHeader(name);
                    return value == null ? "" : value;
                }));
        HttpServerResponse response = context.response().setStatusCode(reply.status());
        if (reply == CallbackReply.HANDLED && type.equals("twilio")) {
            // Twilio takes the answer to a reply for what to say next: nothing.
            response.putHeader("Content-Type", "text/xml").end("<Response/>");
        } else {
            response.end();
        }
    }

    private void forward(RoutingContext context) {
        HttpServerResponse response = context.response().putHeader("Cache-Control", "no-store").putHeader("Referrer-Policy",
                "no-referrer");
        links.target(context.pathParam("code")).ifPresentOrElse(
                target -> response.setStatusCode(302).putHeader("Location", target).end(),
                () -> response.setStatusCode(404).end());
    }

    private static void show(RoutingContext context, Function<String, Page> pages) {
        Page page = pages.apply(context.pathParam("token"));
        context.response().setStatusCode(page.status()).putHeader("Content-Type", "text/html; charset=utf-8")
                .putHeader("Cache-Control", "no-store").putHeader("Referrer-Policy", "no-referrer")
                .putHeader("X-Content-Type-Options", "nosniff").putHeader("Content-Security-Policy", Unsubscribing.POLICY)
                .end(page.html());
    }

    /** What could not be kept is not acknowledged, so that it comes again. */
    private static void answer(RoutingContext context, Runnable action) {
        try {
            action.run();
        } catch (SyncException e) {
            LOG.error("A callback could not be kept and was answered 503: {}", e.getMessage());
            context.response().setStatusCode(503).putHeader("Retry-After", "30").end();
        }
    }
}
