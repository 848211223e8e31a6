package io.fieldline.destination.hubspot;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Lists as HubSpot's batches take them: no more than so many, and nothing twice in one. */
final class Chunks {

    static final int MOST = 100;
    static final int MOST_WITH_HISTORY = 50;

    private Chunks() {}

    /** What comes a second time goes into a later chunk, so that the order of each key's items stays. */
    static <T> List<List<T>> of(List<T> items, int most, Function<T, String> key) {
        List<List<T>> chunks = new ArrayList<>();
        List<T> rest = items;
        while (!rest.isEmpty()) {
            List<T> chunk = new ArrayList<>();
            List<T> later = new ArrayList<>();
            Set<String> keys = new HashSet<>();
            for (T item : rest) {
                if (chunk.size() == most || !keys.add(key.apply(item))) {
                    later.add(item);
                } else {
                    chunk.add(item);
                }
            }
            chunks.add(chunk);
            rest = later;
        }
        return chunks;
    }
}
