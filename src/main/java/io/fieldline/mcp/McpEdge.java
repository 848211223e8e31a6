package io.fieldline.mcp;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.fieldline.agent.Door;
import io.quarkiverse.mcp.server.PromptManager;
import io.quarkiverse.mcp.server.ResourceManager;
import io.quarkiverse.mcp.server.ResourceTemplateManager;
import io.quarkiverse.mcp.server.ToolManager;
import io.quarkiverse.mcp.server.runtime.ConnectionManager;
import io.quarkiverse.mcp.server.runtime.McpConnectionBase;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

/** The protocol's endpoint. It does not exist, for anybody, before a door is opened to it. */
@ApplicationScoped
public class McpEdge {

    private static final Logger LOG = LoggerFactory.getLogger(McpEdge.class);
    private static final int FIRST = 10_000;
    private static final long LARGEST_REQUEST = 1024L * 1024;
    private static final long LOOK_EVERY_MILLIS = 2_000;
    private static final Duration LONGEST_PAGE = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final ConnectionManager connections;
    private final ToolManager tools;
    private final PromptManager prompts;
    private final ResourceManager resources;
    private final ResourceTemplateManager templates;
    private final BodyHandler bodies = BodyHandler.create(false).setBodyLimit(LARGEST_REQUEST);
    private volatile Opened opened;

    private record Opened(Gate gate, Sessions sessions, long timer) {}

    @Inject
    McpEdge(Vertx vertx, ConnectionManager connections, ToolManager tools, PromptManager prompts, ResourceManager resources,
            ResourceTemplateManager templates) {
        this.vertx = vertx;
        this.connections = connections;
        this.tools = tools;
        this.prompts = prompts;
        this.resources = resources;
        this.templates = templates;
    }

    void guard(@Observes Filters filters) {
        // What was not meant for this server is turned away before its body is read. To tell who asks may take long, and a body
        // must not flow past meanwhile.
        filters.register(context -> pass(context, gate -> gate.admit(context)), FIRST);
        filters.register(context -> pass(context, gate -> read(context)), FIRST - 1);
        filters.register(context -> pass(context, gate -> gate.identify(context)), FIRST - 2);
    }

    private interface Step {

        void by(Gate gate);
    }

    private void pass(RoutingContext context, Step step) {
        Opened now = opened;
        if (!Gate.guards(context)) {
            context.next();
        } else if (now == null) {
            context.response().setStatusCode(404).end();
        } else {
            step.by(now.gate());
        }
    }

    private void read(RoutingContext context) {
        if (context.request().method() == HttpMethod.POST) {
            bodies.handle(context);
        } else {
            context.request().pause();
            context.next();
        }
    }

    /** From now on clients are answered. A process does that once. */
    public void open(Door door, Documents documents, McpSettings settings) {
        Sessions sessions = new Sessions(door, connections::has, connections::remove);
        ToolCalls calls = new ToolCalls(door, sessions);
        ToolList list = new ToolList(tools, calls);
        PackTools packs = new PackTools(session -> look(sessions, list));
        list.add(PackTools.open(), call -> calls.own(PackTools.OPEN, call, packs::open));
        list.add(PackTools.find(), call -> calls.own(PackTools.FIND, call, packs::find));
        new Prompts(door, sessions).add(prompts);
        new DocumentResources(door, sessions, documents).add(resources, templates);
        IssuerKeys keys = new IssuerKeys(IssuerKeys.ASKED_AGAIN_AFTER, LONGEST_PAGE);
        Gate gate = new Gate(door, new HostFilter(settings.hosts()),
                new WhoAsks(door, new AccessTokens(settings.address(), door::issuers, keys::of)),
                new ProtectedResource(settings.address(), door::issuers), sessions,
                session -> list.add(session.allowed()));
        AtomicBoolean looking = new AtomicBoolean();
        long timer = vertx.setPeriodic(LOOK_EVERY_MILLIS, tick -> {
            // One that takes longer is not overtaken.
            if (looking.compareAndSet(false, true)) {
                vertx.executeBlocking(() -> {
                    look(sessions, list);
                    return null;
                }, false).onComplete(looked -> looking.set(false));
            }
        });
        opened = new Opened(gate, sessions, timer);
    }

    /** New requests are not answered any more; calls that are under way are. */
    public void close() {
        Opened last = opened;
        opened = null;
        if (last != null) {
            vertx.cancelTimer(last.timer());
            last.gate().endStreams();
            last.sessions().each((id, session) -> session.questions().giveUp());
        }
    }

    Optional<Session> session(String id) {
        Opened now = opened;
        return now == null ? Optional.empty() : now.sessions().find(id);
    }

    /** Takes up tools that a client may use since, and tells each client whose list is another one now. */
    private void look(Sessions sessions, ToolList list) {
        sessions.each((id, session) -> {
            try {
                list.add(session.allowed());
                if (session.changed()) {
                    tell(id);
                }
            } catch (RuntimeException e) {
                LOG.warn("What {} may use could not be looked at; the others are, and it is again", session.caller().client(),
                        e);
            }
        });
    }

    private void tell(String session) {
        JsonObject notice = new JsonObject().put("jsonrpc", "2.0").put("method", "notifications/tools/list_changed");
        // Asking for a connection by its id would count as use, and no session would ever be idle.
        for (McpConnectionBase connection : connections) {
            if (connection.id().equals(session)) {
                connection.send(notice);
            }
        }
    }
}
