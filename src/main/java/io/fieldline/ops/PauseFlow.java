package io.fieldline.ops;

import java.util.function.Consumer;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.lane.Lanes;

/** Pauses or resumes a flow, for one tenant or for all, until the service stops. Arguments: <code>flow</code>, <code>tenant</code>. */
public final class PauseFlow implements Verb {

    private final Lanes lanes;
    private final boolean pause;

    private PauseFlow(Lanes lanes, boolean pause) {
        this.lanes = lanes;
        this.pause = pause;
    }

    public static PauseFlow pausing(Lanes lanes) {
        return new PauseFlow(lanes, true);
    }

    public static PauseFlow resuming(Lanes lanes) {
        return new PauseFlow(lanes, false);
    }

    @Override
    public String name() {
        return pause ? "pause" : "resume";
    }

    @Override
    public boolean looksOnly() {
        return false;
    }

    @Override
    public ObjectNode run(ObjectNode values, Consumer<ObjectNode> progress) {
        Arguments arguments = new Arguments(this, values);
        int count = lanes.pause(arguments.text("tenant").orElse(null), arguments.required("flow"), pause);
        if (count == 0) {
            throw new MisconfiguredException(name() + ": no tenant has switched on the flow " + arguments.required("flow"));
        }
        return Json.object().put("ok", true).put("lanes", count);
    }
}
