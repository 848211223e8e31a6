package io.fieldline.mcp;

import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What is configured, as far as clients may read it: nothing of it is secret. */
public interface Documents {

    /** @return empty when there is no such tenant */
    Optional<ObjectNode> tenant(String tenant);

    /** The flows that there are, whoever switched them on: <code>flow</code>, <code>description</code>, <code>state</code>. */
    List<ObjectNode> flows();

    /** The names of the field mappings that a tenant may use. */
    List<String> mappings(String tenant);

    /**
     * The documents of a mapping in YAML, each laid over the one before it.
     *
     * @return empty when there is no such mapping
     */
    Optional<String> mapping(String tenant, String mapping);
}
