package io.fieldline.servicetitan.desk;

import java.util.List;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What Fieldline itself follows a customer up by. */
public interface OwnFollowUps {

    /** @return for each that is under way <code>flow</code>, <code>about</code>, <code>state</code>, <code>next</code>, <code>sent</code> */
    List<ObjectNode> of(String tenant, long customer);
}
