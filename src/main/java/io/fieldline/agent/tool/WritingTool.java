package io.fieldline.agent.tool;

/**
 * Changes something, in two steps: what would be done is worked out and shown, and then done. Both get the same arguments;
 * the door works the proposal out again before it is carried out, and lets it pass only if it is still the one that was shown.
 */
public non-sealed interface WritingTool extends Tool {

    /**
     * Changes nothing.
     *
     * @throws RefusedCallException when it may not or cannot be done as it was asked
     */
    Proposal propose(ToolCall call);

    /**
     * Does it, and reads back what came of it. Once anything was taken, it returns an effect, and tells in it what failed.
     *
     * @param proposal what {@link #propose} just returned
     * @return what was read back
     * @throws RefusedCallException when nothing was done, which is certain
     * @throws io.fieldline.failure.SyncException when nothing was done, or nobody knows, which the message says
     */
    Effect carryOut(ToolCall call, Proposal proposal);
}
