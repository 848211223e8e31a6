package io.fieldline.servicetitan.poll;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

import io.fieldline.sync.Counts;
import io.fieldline.sync.StreamKey;

/** Whoever the records are handed to. The stage completes when their fate is settled. */
public interface Recipient {

    /**
     * Hands on records of one collection.
     *
     * @param records one record, or a whole page where the flow takes pages
     * @param checkpoint where the position is saved once they are confirmed; null when nothing is saved
     * @param position where in the stream they stand
     * @return what became of them; fails with one of the four failures when they must be handed on again later
     */
    CompletionStage<Counts> handOn(List<Map<String, Object>> records, StreamKey checkpoint, String position);
}
