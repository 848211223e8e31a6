package io.fieldline.wiring;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.failure.SyncException;
import io.fieldline.ops.Operator;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

/** Takes verbs from commands on this machine that know the token, and writes progress and result line by line. */
final class OperatorRoute {

    private static final Logger LOG = LoggerFactory.getLogger(OperatorRoute.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PATH = "/operator/:verb";
    private static final long LARGEST_REQUEST = 64L * 1024 * 1024;

    private final Operator operator;
    private final String token;

    OperatorRoute(Operator operator, String token) {
        this.operator = operator;
        this.token = token;
    }

    void register(Router router) {
        // Two routes: who may not ask is turned away before a body is read.
        router.post(PATH).handler(this::admit);
        router.post(PATH).handler(BodyHandler.create(false).setBodyLimit(LARGEST_REQUEST)).blockingHandler(this::run, false);
    }

    private void admit(RoutingContext context) {
        String given = context.request().getHeader("Authorization");
        boolean known = given != null && MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8),
                ("Bearer " + token).getBytes(StandardCharsets.UTF_8));
        boolean local = context.request().remoteAddress().hostAddress() != null
                && context.request().remoteAddress().hostAddress().matches("127\\..*|::1|0:0:0:0:0:0:0:1");
        if (known && local) {
            context.next();
        } else {
            context.response().setStatusCode(404).end();
        }
    }

    private void run(RoutingContext context) {
        HttpServerResponse response = context.response().setChunked(true).putHeader("Content-Type", "application/x-ndjson");
        try {
            ObjectNode arguments = (ObjectNode) JSON.readTree(context.body().buffer().getBytes());
            ObjectNode result = operator.run(context.pathParam("verb"), arguments,
                    progress -> line(response, "progress", progress));
            line(response, "result", result);
        } catch (SyncException e) {
            response.write(
                    JSON.createObjectNode().put("failure", e.getClass().getSimpleName()).put("message", e.getMessage()) + "\n");
        } catch (Exception e) {
            LOG.error("The verb {} failed unexpectedly", context.pathParam("verb"), e);
            response.write(JSON.createObjectNode().put("failure", "unexpected")
                    .put("message", "The service failed unexpectedly; its log says why") + "\n");
        }
        response.end();
    }

    private static void line(HttpServerResponse response, String kind, ObjectNode content) {
        ObjectNode line = JSON.createObjectNode();
        line.set(kind, content);
        response.write(line + "\n");
    }
}
