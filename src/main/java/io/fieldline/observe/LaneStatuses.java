package io.fieldline.observe;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.fieldline.lane.LaneStatus;

/** What health and metrics look at. */
public interface LaneStatuses {

    /** True once the service has started its flows. */
    boolean serving();

    List<LaneStatus> lanes();

    /** Requests sent so far, by tenant. */
    Map<String, Long> requestsSent();

    /** Requests a second that each tenant's budget allows. */
    Map<String, Long> requestLimits();

    /** How many documents wait before they can be posted to books, by tenant that posts. */
    Map<String, Long> quarantinedDocuments();

    /** Why nothing may be written to the state store at present, if so. */
    Optional<String> storeProblem();

    /** Messages about tenant documents that are not in effect. */
    List<String> refusedDocuments();
}
