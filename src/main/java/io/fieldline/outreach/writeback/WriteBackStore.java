package io.fieldline.outreach.writeback;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import io.fieldline.outreach.OutboxMessage;

/** What ServiceTitan is to be told, and what in the store it has not been told of yet. */
public interface WriteBackStore {

    /**
     * Who opted out and of whom nothing is to be told yet.
     *
     * @param addresses whether e-mail addresses are meant, else numbers
     */
    List<String> newOptOuts(String tenant, boolean addresses, int limit);

    /** Opt-outs that are told or to be told, of numbers and addresses that are not opted out any more. */
    List<WriteBack> endedOptOuts(String tenant, int limit);

    /**
     * Messages that were accepted or delivered and of which nothing is to be told yet.
     *
     * @param connections by which they were sent
     * @param changedAfter when they came into that state
     */
    List<OutboxMessage> newlySent(String tenant, Collection<String> connections, Instant changedAfter, int limit);

    /** Keeps a new one, or takes the place of the revision before; does nothing for one that is there in this revision. */
    void want(WriteBack wish);

    /** Those of a tenant, the longest waiting first. */
    List<WriteBack> due(String tenant, Instant now, int limit);

    /** @return false when something else is wanted meanwhile; then nothing changes */
    boolean settle(WriteBack after);

    Optional<WriteBack> find(String tenant, WriteBack.Kind kind, String key);

    /** Those with a problem, the newest first; null for a tenant means any. */
    List<WriteBack> troubled(String tenant, int limit);

    /** The customers who were messaged at a number or an address. */
    List<Long> customersAt(String tenant, String address, int limit);

    /** Removes notes of messages that were removed themselves. */
    int removeWithoutMessage();
}
