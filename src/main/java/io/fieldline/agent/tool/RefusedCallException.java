package io.fieldline.agent.tool;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A call that is refused, in words that say what to do instead. Nothing was changed. */
public final class RefusedCallException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String code;
    private final transient ObjectNode details;

    /**
     * @param code one of <code>invalid_argument</code>, <code>ambiguous</code>, <code>not_found</code>,
     *        <code>not_allowed</code>, <code>not_possible</code>, <code>needs_approval</code>, <code>over_budget</code>,
     *        <code>outdated</code>, <code>invalid_token</code>, <code>stopped</code>, <code>unavailable</code>,
     *        <code>unexpected</code>
     * @param details such as the candidates of an ambiguous name; masked like any answer
     */
    public RefusedCallException(String code, String message, ObjectNode details) {
        super(message, null, false, false);
        this.code = code;
        this.details = details;
    }

    public static RefusedCallException of(String code, String message) {
        return new RefusedCallException(code, message, JsonNodeFactory.instance.objectNode());
    }

    public String code() {
        return code;
    }

    public ObjectNode details() {
        return details;
    }
}
