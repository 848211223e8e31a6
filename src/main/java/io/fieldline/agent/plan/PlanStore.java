package io.fieldline.agent.plan;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Plans that were shown. */
public interface PlanStore {

    void keep(Plan plan);

    Optional<Plan> find(String id);

    /** @return false when it was not open any more */
    boolean close(String id, Plan.State state);

    /** @return false when it was not open any more, or somebody decided meanwhile */
    boolean use(Plan plan);

    /** How many of a client's wait for nobody, are open and have not expired then. */
    int open(String client, Instant now);

    /** @return false when it is not open, or somebody decided meanwhile */
    boolean decide(Plan before, Approvals after);

    /** Open ones that wait for somebody's approval and had not expired then, the oldest first. */
    List<Plan> waiting(Instant now, int limit);

    /** When the latest plan was made by which this tool was called with these arguments, by any client, and carried out. */
    Optional<Instant> latestUsed(Plan.Binding binding, Instant since);

    /** @return how many went */
    int removeExpiredBefore(Instant instant);
}
