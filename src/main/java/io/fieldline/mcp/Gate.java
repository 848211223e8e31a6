package io.fieldline.mcp;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import io.fieldline.agent.Door;
import io.fieldline.agent.Door.Caller;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/**
 * What a request passes before the protocol sees it: it was meant for this server, it comes from this machine as long as no
 * client is configured, it says who asks, and its session is theirs.
 */
final class Gate {

    static final String PATH = "/mcp";
    static final String SESSION = "Mcp-Session-Id";

    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

    private final Door door;
    private final HostFilter hosts;
    private final WhoAsks who;
    private final ProtectedResource resource;
    private final Sessions sessions;
    private final Consumer<Session> begun;
    private final Set<HttpServerResponse> streams = ConcurrentHashMap.newKeySet();

    /** @param begun hears of a session that begins, before its client hears of it */
    Gate(Door door, HostFilter hosts, WhoAsks who, ProtectedResource resource, Sessions sessions,
            Consumer<Session> begun) {
        this.door = door;
        this.hosts = hosts;
        this.who = who;
        this.resource = resource;
        this.sessions = sessions;
        this.begun = begun;
    }

    /** Whether this is about a path of ours, however it is written. */
    static boolean guards(RoutingContext context) {
        String path = context.normalizedPath();
        return path.startsWith(PATH) || path.startsWith(ProtectedResource.PATH);
    }

    /** Turns away by what the head of a request says, before its body is read; of a token, its issuer is asked after that. */
    void admit(RoutingContext context) {
        HttpServerRequest request = context.request();
        String path = context.normalizedPath();
        // In HTTP/2 there is no header Host.
        String host = Objects.toString(request.authority(), null);
        if (!hosts.admits(host, request.getHeader("Origin"))) {
            refuse(context, 403, "foreign_host", "This name is not one of this server's; its owner can add it to "
                    + McpSettings.HOSTS + ".");
        } else if (ProtectedResource.is(path)) {
            resource.metadata().ifPresentOrElse(metadata -> json(context, 200).end(metadata.toString()),
                    () -> context.response().setStatusCode(404).end());
        } else if (!path.equals(PATH) && !path.equals(PATH + "/")) {
            context.response().setStatusCode(404).end();
        } else if (!door.anybody() && !isThisMachine(request.remoteAddress().hostAddress())) {
            refuse(context, 403, "no_client", "No client is configured, so that only this machine is answered.");
        } else if (who.nobodys(request.getHeader("Authorization"))) {
            unauthorized(context);
        } else {
            context.next();
        }
    }

    static boolean isThisMachine(String address) {
        return address != null && address.matches("127\\..*|::1|0:0:0:0:0:0:0:1");
    }

    /** Asks who it is; may take long, because the issuer of a token may have to be asked for its keys. */
    void identify(RoutingContext context) {
        String authorization = context.request().getHeader("Authorization");
        context.vertx().executeBlocking(() -> who.of(authorization), false).onComplete(asked -> {
            if (asked.failed()) {
                LOG.error("Who asks could not be told, and the request was answered 500", asked.cause());
                context.response().setStatusCode(500).end();
            } else if (asked.result().isEmpty()) {
                unauthorized(context);
            } else {
                enter(context, asked.result().get());
            }
        });
    }

    private void unauthorized(RoutingContext context) {
        context.response().putHeader("WWW-Authenticate",
                resource.challenge(context.request().getHeader("Authorization") != null));
        refuse(context, 401, "unauthorized", "Bring an API key of Fieldline's, or an access token of a configured issuer,"
                + " as Authorization: Bearer.");
    }

    private void enter(RoutingContext context, Caller caller) {
        Optional<String> session = Optional.ofNullable(context.request().getHeader(SESSION));
        if (session.isPresent() && !sessions.belongs(session.get(), caller)) {
            refuse(context, 404, "no_session", "There is no such session; begin a new one.");
            return;
        }
        if (session.isEmpty() && context.request().method() == HttpMethod.POST) {
            context.addHeadersEndHandler(written -> begin(context.response(), caller));
        }
        if (context.request().method() == HttpMethod.GET) {
            HttpServerResponse stream = context.response();
            streams.add(stream);
            context.addEndHandler(ended -> streams.remove(stream));
        }
        Optional<JsonObject> message = Body.message(context);
        Optional<Questions> questions = session.flatMap(sessions::find).map(Session::questions);
        if (message.isPresent() && questions.isPresent()) {
            if (Questions.isAnswer(message.get())) {
                questions.get().take(message.get());
                context.response().setStatusCode(202).end();
                return;
            }
            follow(context, message.get(), questions.get());
        }
        message.ifPresent(one -> Body.dropNullArguments(context, one));
        context.next();
    }

    /** While a call is under way, the person who waits for it can be asked. */
    private static void follow(RoutingContext context, JsonObject message, Questions questions) {
        Object call = message.getValue("id");
        if (call != null && "tools/call".equals(message.getValue("method"))) {
            Questions.Stream stream = new CallStream(context.response());
            questions.began(call, stream);
            context.addEndHandler(ended -> questions.ended(call, stream));
        }
    }

    /** The protocol tells the id of a session that began in this header, and nowhere else. */
    private void begin(HttpServerResponse response, Caller caller) {
        String id = response.headers().get(SESSION);
        if (id != null) {
            begun.accept(sessions.begin(id, caller));
        }
    }

    /** Ends what clients listen to, which would hold up the end of the process for as long as it is allowed to. */
    void endStreams() {
        streams.stream().filter(stream -> !stream.ended()).forEach(HttpServerResponse::end);
    }

    private static void refuse(RoutingContext context, int status, String code, String message) {
        json(context, status)
                .end(JsonNodeFactory.instance.objectNode().put("error", code).put("message", message).toString());
    }

    private static HttpServerResponse json(RoutingContext context, int status) {
        return context.response().setStatusCode(status).putHeader("Content-Type", "application/json").putHeader("Cache-Control",
                "no-store");
    }
}
