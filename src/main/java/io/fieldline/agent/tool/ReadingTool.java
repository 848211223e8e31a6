package io.fieldline.agent.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Looks, and changes nothing. */
public non-sealed interface ReadingTool extends Tool {

    /**
     * @return as the output schema says. A list says how many there are in all in <code>total</code>, continues at
     *         <code>nextCursor</code>, and says in <code>leftOut</code> what was cut
     * @throws RefusedCallException when it cannot be answered as it was asked
     * @throws io.fieldline.failure.SyncException when ServiceTitan does not answer
     */
    ObjectNode read(ToolCall call);
}
