package io.fieldline.sync.pair;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/** One tenant's jobs as a customer's history tells them. Calls fail as those of a {@link Side} do. */
public interface JobSource {

    /**
     * The rows in their order, each with what it names by id only: the job's type, its business unit, its technicians and its
     * invoice's total. Costs a few requests for many of them.
     *
     * @param rows of jobs as the API gave them
     */
    List<Map<String, Object>> records(List<Map<String, Object>> rows);

    /** Rows of jobs as they are at this moment, in any order; a job that is not there does not come. */
    List<Map<String, Object>> read(Collection<String> ids);

    /** The fields of a job, by path, those that {@link #records} adds among them. */
    Map<String, SideField> describe();
}
