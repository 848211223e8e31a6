package io.fieldline.agent.policy;

import java.util.Collection;
import java.util.Optional;

/** The clients in effect now. */
public interface Clients {

    Collection<AgentClient> all();

    Optional<AgentClient> find(String name);
}
