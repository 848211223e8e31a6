package io.fieldline.servicetitan.poll;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

import io.fieldline.sync.Counts;

/** Whoever the records are handed to. The stage completes when their fate is settled. */
public interface Recipient {

    /**
     * Hands on records of one collection.
     *
     * @param records one record, or a whole page where the flow takes pages
     * @param position where in the stream they stand, for the dead letters
     * @return what became of them; fails with one of the four failures when they must be handed on again later
     */
    CompletionStage<Counts> handOn(List<Map<String, Object>> records, String position);
}
