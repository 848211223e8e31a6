package io.fieldline.ops;

import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.audit.Audit;
import io.fieldline.agent.policy.Clients;
import io.fieldline.agent.policy.KillSwitch;
import io.fieldline.agent.policy.Stop;
import io.fieldline.agent.policy.StopStore;
import io.fieldline.failure.MisconfiguredException;
import io.fieldline.sync.UnitOfWork;

/**
 * Stops what agents write, or lets them go on. Arguments: <code>client</code>, without it all; <code>user</code> of the
 * operating system.
 */
public final class StopAgents implements Verb {

    private final boolean stops;
    private final Clients clients;
    private final KillSwitch killSwitch;
    private final StopStore store;
    private final Audit audit;
    private final UnitOfWork unitOfWork;
    private final InstantSource clock;

    private StopAgents(boolean stops, Clients clients, KillSwitch killSwitch, StopStore store, Audit audit,
            UnitOfWork unitOfWork, InstantSource clock) {
        this.stops = stops;
        this.clients = clients;
        this.killSwitch = killSwitch;
        this.store = store;
        this.audit = audit;
        this.unitOfWork = unitOfWork;
        this.clock = clock;
    }

    public static StopAgents stopping(Clients clients, KillSwitch killSwitch, StopStore store, Audit audit,
            UnitOfWork unitOfWork, InstantSource clock) {
        return new StopAgents(true, clients, killSwitch, store, audit, unitOfWork, clock);
    }

    public static StopAgents starting(Clients clients, KillSwitch killSwitch, StopStore store, Audit audit,
            UnitOfWork unitOfWork, InstantSource clock) {
        return new StopAgents(false, clients, killSwitch, store, audit, unitOfWork, clock);
    }

    @Override
    public String name() {
        return stops ? "stop-agents" : "start-agents";
    }

    @Override
    public boolean looksOnly() {
        return false;
    }

    @Override
    public ObjectNode run(ObjectNode values, Consumer<ObjectNode> progress) {
        Arguments arguments = new Arguments(this, values);
        String user = arguments.required("user");
        String client = arguments.text("client").orElse(Stop.EVERYBODY);
        boolean stopped = store.all().stream().anyMatch(stop -> stop.client().equals(client));
        if (!client.equals(Stop.EVERYBODY) && !stopped && clients.find(client).isEmpty()) {
            throw new MisconfiguredException("There is no client " + client);
        }
        unitOfWork.execute(() -> {
            if (stops) {
                store.keep(new Stop(client, user, clock.instant()));
            } else {
                store.remove(client);
            }
            return audit.add(stops ? "stopped" : "started", new Audit.Call(client, Optional.of(user), "", ""), Json.object());
        });
        audit.mark();
        ObjectNode result = Json.object().put("client", client.equals(Stop.EVERYBODY) ? "" : client);
        String left = stops ? "" : left(client);
        return result.put("message", left).put("ok", left.isEmpty());
    }

    /** What keeps writes stopped nevertheless. */
    private String left(String client) {
        if (killSwitch.byFile()) {
            return "The file STOP in config/agents is still there and stops all writes; remove it";
        }
        boolean all = store.all().stream().anyMatch(stop -> stop.client().equals(Stop.EVERYBODY));
        return all && !client.equals(Stop.EVERYBODY)
                ? "All clients are still stopped together; ./fieldline agents start without a client starts them"
                : "";
    }
}
