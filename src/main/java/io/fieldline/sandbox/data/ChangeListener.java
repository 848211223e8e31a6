package io.fieldline.sandbox.data;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Told of what happens at a contractor, as ServiceTitan's webhooks tell it. */
public interface ChangeListener {

    /**
     * @param type the event's type, <code>tn.jpm.job-scheduled</code>
     * @param data the rows it is about, by their name in the event, such as <code>job</code>
     */
    void changed(Contractor contractor, String type, ObjectNode data);
}
