package io.fieldline.sync.pair;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The side that is not ServiceTitan: one account of a CRM. A record is what stands for one customer there, which may be
 * several of the CRM's objects: an account and its contact. Fields are named <code>Object.field</code>.
 */
public interface Crm extends Side {

    /** A page of changed records, oldest change first, and where the next page begins. */
    record Changes(List<SideRecord> records, String next, boolean more) {

        public Changes {
            records = List.copyOf(records);
        }
    }

    /**
     * What happened at a customer, such as a completed job.
     *
     * @param key tells it from every other; the same key written again changes the activity and adds none
     * @param recordId the CRM's record that it belongs to
     * @param otherId that record's id on the other side
     * @param happenedOn when
     * @param fields the activity's fields, named <code>Object.field</code>
     */
    record Activity(String key, String recordId, String otherId, Instant happenedOn, Map<String, Object> fields) {}

    /** The fields of this account's objects, by name; asked of the CRM, so that custom fields are among them. */
    Map<String, SideField> describe();

    /**
     * Records that changed, deleted and merged ones among them.
     *
     * @param after what the page before gave as <code>next</code>; null for everything there is, and then no deleted ones
     */
    Changes changes(String after);

    /**
     * As {@link #changes}, of the records that bear no customer's id: those that may be a customer's and are not known to be.
     * What was written here for a customer does not come back by it.
     *
     * @param after what a page of either kind of changes gave as <code>next</code>
     */
    Changes changesOfStrangers(String after);

    /** Adds activities, or changes those that are there; one outcome for each, in their order. */
    List<WriteOutcome> writeActivities(List<Activity> activities);

    /**
     * What the account lacks to be written to, such as the external id fields, a sentence each; empty when it lacks nothing.
     *
     * @param fix whether to make what can be made
     */
    List<String> missing(boolean fix);
}
