package io.fieldline.agent.tool;

import java.util.Optional;

/** Reads single records of ServiceTitan and carries planned requests out, for tools that have no subject of their own. */
public interface Requests {

    /**
     * @return the version that tells the record from any other state of it, as in {@link RecordChange}; empty when there is no
     *         such record
     * @throws io.fieldline.failure.SyncException when ServiceTitan does not answer
     */
    Optional<String> version(String tenant, RecordRef record);

    /**
     * Sends the requests of a proposal in order, and reads back the records that it touches.
     *
     * @throws RefusedCallException when nothing was done, which is certain
     * @throws io.fieldline.failure.SyncException when nothing was done, or nobody knows, which the message says
     */
    Effect carryOut(ToolCall call, Proposal proposal);
}
