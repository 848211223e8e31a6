package io.fieldline.lane;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Records that events named and nobody has read yet, by stream. Its lane's lock guards it. */
final class EventQueue {

    private record Event(String recordId, CompletableFuture<Void> handled) {}

    /** Events of one stream, which are read together. */
    static final class Batch {

        private final String stream;
        private final List<Event> events = new ArrayList<>();

        private Batch(String stream) {
            this.stream = stream;
        }

        String stream() {
            return stream;
        }

        /** In the order of their first event. */
        List<String> recordIds() {
            return events.stream().map(Event::recordId).distinct().toList();
        }

        void handled() {
            events.forEach(event -> event.handled().complete(null));
        }

        /** Says nothing to those that are handled already. */
        void failed(Throwable problem) {
            events.forEach(event -> event.handled().completeExceptionally(problem));
        }
    }

    private final Map<String, Batch> batches = new LinkedHashMap<>();

    boolean isEmpty() {
        return batches.isEmpty();
    }

    CompletionStage<Void> add(String stream, String recordId) {
        CompletableFuture<Void> handled = new CompletableFuture<>();
        batches.computeIfAbsent(stream, Batch::new).events.add(new Event(recordId, handled));
        return handled;
    }

    /** Leaves nothing in the queue. */
    List<Batch> take() {
        List<Batch> taken = List.copyOf(batches.values());
        batches.clear();
        return taken;
    }
}
